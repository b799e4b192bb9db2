/** Headers that are meant for the next hop only (RFC 9110, 7.6.1), in lower case. Pure. */

export const ONE_HOP: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
