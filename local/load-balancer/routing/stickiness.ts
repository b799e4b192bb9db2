/**
 * Clients that stay where they were: the cookies of a rule's stickiness (which target group) and of a target group's
 * (which target). Pure. What AWS encrypts in them is plain here.
 */

/** Each has a twin for requests from other sites, which browsers send only so. */
export type StickyCookie = "AWSALBTG" | "AWSALB";

/** What a client was given earlier; undefined without it. */
export function stuckTo(cookie: StickyCookie, rawHeaders: readonly string[]): string | undefined {
  const cookies = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 && name.toLowerCase() === "cookie" ? (rawHeaders[index + 1] ?? "").split(";") : [],
  );
  const valueOf = (name: string): string | undefined =>
    cookies
      .map((one) => one.trim())
      .find((one) => one.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  const value = valueOf(cookie) ?? valueOf(`${cookie}CORS`);
  return value === undefined ? undefined : Buffer.from(value, "base64url").toString("utf8");
}

/** The headers, names and values in turn, that make the client stay; the time runs from each answer anew. */
export function stick(cookie: StickyCookie, to: string, seconds: number, now: number): string[] {
  const value = Buffer.from(to).toString("base64url");
  const expires = `Expires=${new Date(now + seconds * 1000).toUTCString()}; Path=/`;
  const set = "Set-Cookie";
  return [
    set,
    `${cookie}=${value}; ${expires}`,
    set,
    `${cookie}CORS=${value}; ${expires}; SameSite=None; Secure`,
  ];
}
