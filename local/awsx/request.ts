/** What the table of children counts: the subnets and NAT gateways a request comes to, by name, without addresses. */
import { type NatGatewayStrategy, SubnetType } from "./subnet-specs";

/** A VPC as it is asked for, with all defaults filled in. */
export interface Request {
  readonly name: string;
  readonly zones: readonly string[];
  readonly natGatewayStrategy: NatGatewayStrategy;
  readonly specs: readonly { readonly type: SubnetType; readonly name?: string }[];
  readonly cidrBlock: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly enableDnsHostnames?: boolean;
  readonly enableDnsSupport?: boolean;
}

/** The subnets in awsx's order: by zone; in a zone the public ones, the private ones, the isolated ones. */
export function subnets({ name, zones, specs }: Request) {
  const ordered = Object.values(SubnetType).flatMap((type) => specs.filter((spec) => spec.type === type));
  return zones.flatMap((zone, index) =>
    ordered.map((spec) => ({
      name: `${name}-${spec.name ?? spec.type.toLowerCase()}-${index + 1}`,
      type: spec.type,
      zone,
      zoneNumber: index + 1,
    })),
  );
}

/** The NAT gateways, each with the subnet it stands in: the first public one of its zone. */
export function natGateways(request: Request) {
  const counts = { None: 0, Single: 1, OnePerAz: request.zones.length };
  return request.zones.slice(0, counts[request.natGatewayStrategy]).flatMap((zone, index) => {
    const subnet = subnets(request).find((one) => one.zone === zone && one.type === SubnetType.Public);
    return subnet === undefined ? [] : [{ name: `${request.name}-${index + 1}`, subnet: subnet.name }];
  });
}
