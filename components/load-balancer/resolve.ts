/** Load balancer settings, checked: every default filled in, everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { ipv4Range, isPrivate } from "../ipv4-range";

/** Where the load balancer listens, and for whom. */
export interface LoadBalancerSettings {
  /** The port of the product, open to the internet, 1 to 65535. Defaults to 443 with a certificate, else 80. */
  port?: number;
  /** The port on which every service shows its idle colour, 1 to 65535, not the product's. Defaults to 8080. */
  previewPort?: number;
  /**
   * Who reaches the preview: IPv4 CIDRs from which offices and VPNs come to the internet. The load balancer has public
   * addresses, so clients in the VPC come from its NAT gateways, never from a private range. An empty list is nobody.
   */
  previewCidrBlocks: string[];
  /** An ACM certificate of this region; both ports speak HTTPS with it. Defaults to none, and both speak HTTP. */
  certificateArn?: string;
}

/** What the two listeners need to know. */
export interface ResolvedListeners {
  readonly port: number;
  readonly previewPort: number;
  readonly protocol: "HTTP" | "HTTPS";
}

const CERTIFICATE = /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/;

export function resolveListeners(settings: Unchecked<LoadBalancerSettings>): ResolvedListeners {
  const protocol = settings.certificateArn === undefined ? "HTTP" : "HTTPS";
  return {
    port: settings.port ?? (protocol === "HTTPS" ? 443 : 80),
    previewPort: settings.previewPort ?? 8080,
    protocol,
  };
}

/** Everything wrong with the settings; `path` is where they stand, ending in a dot, or empty. */
export function loadBalancerProblems(settings: Unchecked<LoadBalancerSettings>, path: string): Problem[] {
  const { port, previewPort } = resolveListeners(settings);
  const { previewCidrBlocks, certificateArn } = settings;
  const problems: Problem[] = [];
  const problem = (property: string, rule: string, value: unknown, remedy: string): void => {
    problems.push({ property: path + property, rule, got: shown(value), remedy });
  };
  const ports = "a whole number from 1 to 65535";
  if (!isPort(port)) problem("port", ports, port, "leave it out for 80, or 443 with a certificate");
  if (!isPort(previewPort)) problem("previewPort", ports, previewPort, "use 8080");
  else if (previewPort === port)
    problem("previewPort", `another port than the product's (${port})`, previewPort, "choose another");
  if (certificateArn !== undefined && !CERTIFICATE.test(certificateArn))
    problem("certificateArn", "the ARN of an ACM certificate", certificateArn, "copy it from AWS");
  if (previewCidrBlocks === undefined)
    problem("previewCidrBlocks", "a list of IPv4 CIDRs", undefined, "say who sees the preview; [] is nobody");
  for (const [index, block] of (previewCidrBlocks ?? []).entries()) {
    const property = `previewCidrBlocks[${index}]`;
    const range = ipv4Range(block);
    if (range === undefined)
      problem(property, "an IPv4 CIDR that begins at its first address", block, "for example 192.0.2.0/24");
    else if (isPrivate(range))
      problem(
        property,
        "public, as the load balancer is",
        block,
        "give the addresses of the office or the NAT gateways",
      );
    else if (previewCidrBlocks?.indexOf(block) !== index)
      problem(property, "listed once", block, "remove one");
  }
  return problems;
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
