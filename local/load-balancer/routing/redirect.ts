/** Where a redirect leads. Pure. */
import type { Redirect } from "../model";
import type { RequestFacts } from "./condition";

/** The Location of the answer; the port is always said, as AWS does. */
export function redirectLocation(
  redirect: Redirect,
  { host, path, query }: Pick<RequestFacts, "host" | "path" | "query">,
  listener: { readonly protocol: string; readonly port: number },
): string {
  const values: Readonly<Record<string, string>> = {
    protocol: listener.protocol,
    host,
    port: String(listener.port),
    // The part of a redirect brings the first slash itself.
    path: path.replace(/^\//, ""),
    query,
  };
  const filled = (text: string): string =>
    text.replace(/#\{(protocol|host|port|path|query)\}/g, (_, name: string) => values[name] ?? "");
  const search = filled(redirect.query);
  const origin = `${filled(redirect.protocol).toLowerCase()}://${filled(redirect.host)}:${filled(redirect.port)}`;
  return `${origin}${filled(redirect.path)}${search === "" ? "" : `?${search}`}`;
}
