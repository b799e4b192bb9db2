/**
 * An API under the name it has on AWS, for whoever calls it by an address of this machine: apps look at the host they
 * are called by. Pure.
 */

const HERE = /^(127(?:\.\d+){3}|localhost|\[::1\])(:\d+)?$/i;

/** The headers of a request as they would be on AWS; those that name another host stay as they are. */
export function calledBy(domain: string, rawHeaders: readonly string[]): string[] {
  const host = valueOf(rawHeaders, "host");
  if (host === undefined || !HERE.test(host)) return [...rawHeaders];
  return rawHeaders.map((value, index) => {
    if (index % 2 === 0) return value;
    const name = rawHeaders[index - 1]?.toLowerCase();
    if (name === "host") return domain;
    return name === "origin" || name === "referer"
      ? moved(value, `http://${host}`, `https://${domain}`)
      : value;
  });
}

/** Where an answer sends its reader: back to the address the request came by. */
export function sentTo(domain: string, location: string, rawHeaders: readonly string[]): string {
  const host = valueOf(rawHeaders, "host");
  if (host === undefined || !HERE.test(host)) return location;
  return moved(location, `https://${domain}`, `http://${host}`);
}

function moved(url: string, from: string, to: string): string {
  const rest = url.slice(from.length);
  return url.startsWith(from) && /^($|[/?#])/.test(rest) ? to + rest : url;
}

function valueOf(rawHeaders: readonly string[], name: string): string | undefined {
  const at = rawHeaders.findIndex((header, index) => index % 2 === 0 && header.toLowerCase() === name);
  return at === -1 ? undefined : rawHeaders[at + 1];
}
