/** A VPC that exists: whether its ids can be right, and whether what they lead to fits together. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";

/** A VPC that exists. */
export interface ExistingVpc {
  /** `vpc-` and 8 or 17 hexadecimal digits. */
  vpcId: string;
  /** Subnets with a route to an internet gateway. Defaults to none. */
  publicSubnetIds?: string[];
  /** Subnets without one; functions and instances live here. At least one, none of them public. */
  privateSubnetIds: string[];
}

/** What a stage wants of its VPC. */
export interface Needs {
  /** Public subnets for a load balancer: in at least two zones, no two in the same. */
  readonly holdsLoadBalancer?: boolean | undefined;
  /** That it resolves names of its own. */
  readonly holdsPrivateZone?: boolean | undefined;
}

/** What was found under the ids; undefined for what there is not. */
export interface Found {
  readonly vpc: { readonly enableDnsHostnames: boolean; readonly enableDnsSupport: boolean } | undefined;
  readonly subnets: ReadonlyMap<string, FoundSubnet | undefined>;
}

export interface FoundSubnet {
  readonly vpcId: string;
  readonly availabilityZone: string;
}

const KINDS = ["publicSubnetIds", "privateSubnetIds"] as const;

/** Everything wrong with the ids by themselves; `path` is where they stand. */
export function existingVpcProblems(
  vpc: Unchecked<ExistingVpc>,
  path: string,
  { holdsLoadBalancer = false }: Needs = {},
): Problem[] {
  const problems: Problem[] = [...idProblems(vpc.vpcId, "vpc", `${path}.vpcId`)];
  const { publicSubnetIds = [], privateSubnetIds = [] } = vpc;
  if (privateSubnetIds.length === 0) {
    const got = shown(vpc.privateSubnetIds);
    const remedy = "functions and instances live there";
    problems.push({ property: `${path}.privateSubnetIds`, rule: "at least one subnet", got, remedy });
  }
  if (holdsLoadBalancer && publicSubnetIds.length < 2)
    problems.push({
      property: `${path}.publicSubnetIds`,
      rule: "at least two, in two zones, as loadBalancer needs them",
      got: shown(vpc.publicSubnetIds),
      remedy: "give the public subnets of two zones",
    });
  const all = KINDS.flatMap((kind) =>
    (vpc[kind] ?? []).map((id, index) => ({ id, property: `${path}.${kind}[${index}]` })),
  );
  for (const [index, { id, property }] of all.entries()) {
    problems.push(...idProblems(id, "subnet", property));
    const first = all.findIndex((other) => other.id === id);
    if (first === index || id === undefined) continue;
    const rule = `listed once (${all[first]?.property ?? ""} has it)`;
    problems.push({ property, rule, got: shown(id), remedy: "remove one" });
  }
  return problems;
}

function idProblems(id: string | undefined, prefix: string, property: string): Problem[] {
  if (id !== undefined && new RegExp(`^${prefix}-(?:[0-9a-f]{8}|[0-9a-f]{17})$`).test(id)) return [];
  const rule = `${prefix}- and 8 or 17 hexadecimal digits`;
  return [{ property, rule, got: shown(id), remedy: "copy the id from AWS" }];
}

/** Everything wrong with what the ids lead to. */
export function foundProblems(existing: ExistingVpc, found: Found, needs: Needs, path: string): Problem[] {
  if (found.vpc === undefined) return [notThere(`${path}.vpcId`, "VPC", existing.vpcId)];
  return [
    ...KINDS.flatMap((kind) =>
      (existing[kind] ?? []).flatMap((id, index) =>
        subnetProblems(id, found, existing.vpcId, `${path}.${kind}[${index}]`),
      ),
    ),
    ...(needs.holdsLoadBalancer === true ? zoneProblems(existing, found, path) : []),
    ...(needs.holdsPrivateZone === true ? namesProblems(existing, found.vpc, path) : []),
  ];
}

function subnetProblems(id: string, { subnets }: Found, vpcId: string, property: string): Problem[] {
  const subnet = subnets.get(id);
  if (subnet === undefined) return [notThere(property, "subnet", id)];
  if (subnet.vpcId === vpcId) return [];
  const got = `${shown(id)} of ${subnet.vpcId}`;
  return [{ property, rule: `a subnet of ${vpcId}`, got, remedy: "give the ids of one VPC" }];
}

function notThere(property: string, what: string, id: string): Problem {
  const rule = `a ${what} that exists in the stack's account and region`;
  return { property, rule, got: shown(id), remedy: "copy the id from AWS" };
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
function zoneProblems({ publicSubnetIds = [] }: ExistingVpc, { subnets }: Found, path: string): Problem[] {
  const zones = publicSubnetIds.map((id) => subnets.get(id)?.availabilityZone);
  // Of what is not there nobody can say more.
  if (zones.includes(undefined)) return [];
  if (new Set(zones).size === zones.length && zones.length >= 2) return [];
  const rule = "subnets of at least two zones, one of each, as a load balancer takes them";
  const remedy = "give one public subnet of each zone";
  return [{ property: `${path}.publicSubnetIds`, rule, got: `subnets in ${zones.join(", ")}`, remedy }];
}

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html */
function namesProblems({ vpcId }: ExistingVpc, vpc: NonNullable<Found["vpc"]>, path: string): Problem[] {
  const off = (["enableDnsHostnames", "enableDnsSupport"] as const).filter((name) => !vpc[name]);
  if (off.length === 0) return [];
  const rule = "a VPC with enableDnsHostnames and enableDnsSupport, as a private zone is asked for";
  const got = `${shown(vpcId)} without ${off.join(" and ")}`;
  return [{ property: `${path}.vpcId`, rule, got, remedy: "turn them on, or leave the private zone out" }];
}
