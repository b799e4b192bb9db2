/** Where a person looks at a listener. Pure. */
import { hasWildcard } from "../../naming/wildcard";

const DEFAULT_PORTS: Readonly<Record<string, number>> = { HTTP: 80, HTTPS: 443 };

/** `https://shop.example.com:8080`: the first host without a wildcard, else the load balancer's own name. */
export function addressOf(
  hosts: readonly string[],
  listener: { dnsName: string; protocol: string; port: number },
): string {
  const { dnsName, protocol, port } = listener;
  const host = hosts.find((name) => !hasWildcard(name)) ?? dnsName;
  return `${protocol.toLowerCase()}://${host}${port === DEFAULT_PORTS[protocol] ? "" : `:${port}`}`;
}
