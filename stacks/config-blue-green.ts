/** What the shape of the load balancer's and its services' entries cannot say: priorities, ports, approvals. Pure. */
import { blueGreenProblems } from "../components/blue-green/resolve";
import { loadBalancerProblems as ownProblems } from "../components/load-balancer/resolve";
import { NatGateways } from "../components/network/resolve";
import { shown, type Problem, type Unchecked } from "../refusal/refusal";
import type { StackConfig } from "./config";
import type { BlueGreenConfig } from "./config-services";

/**
 * How many services one load balancer takes: 100 target groups, two each
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html).
 */
const SERVICES_PER_LOAD_BALANCER = 50;

/** The priorities a stack has unless told otherwise: one for each service its load balancer takes. */
const PRIORITIES = { first: 1, last: SERVICES_PER_LOAD_BALANCER };

type Config = Unchecked<StackConfig>;
type Service = Unchecked<BlueGreenConfig>;

export function loadBalancerProblems({ loadBalancer, network }: Config): Problem[] {
  if (loadBalancer === undefined) return [];
  const problems = ownProblems(loadBalancer, "loadBalancer.");
  const { first = PRIORITIES.first, last = PRIORITIES.last } = loadBalancer.priorities ?? {};
  const whole = [first, last].every((end) => Number.isInteger(end) && end >= 1 && end <= 50_000);
  if (!whole || first > last)
    problems.push({
      property: "loadBalancer.priorities",
      rule: "whole numbers from 1 to 50000, first not above last",
      got: shown({ first, last }),
      remedy: "choose a block no other stack of this load balancer has",
    });
  const create = network?.create;
  if (create !== undefined && (create.availabilityZones ?? 2) < 2)
    problems.push({
      property: "network.create.availabilityZones",
      rule: "at least 2, as a load balancer needs subnets in two zones",
      got: shown(create.availabilityZones),
      remedy: "use 2",
    });
  if (network?.existing !== undefined && (network.existing.publicSubnetIds ?? []).length < 2)
    problems.push({
      property: "network.existing.publicSubnetIds",
      rule: "at least two, in two zones, as loadBalancer needs them",
      got: shown(network.existing.publicSubnetIds),
      remedy: "give the public subnets of two zones",
    });
  return problems;
}

export function blueGreenServiceProblems(service: Service, index: number, config: Config): Problem[] {
  const path = `services[${index}]`;
  const problem = (property: string, rule: string, got: unknown, remedy: string): Problem => {
    return { property, rule, got: shown(got), remedy };
  };
  const problems = [...blueGreenProblems(service, `${path}.`), ...priorityProblems(service, index, config)];
  if (config.loadBalancer === undefined) {
    const remedy = "add it; previewCidrBlocks is all it needs";
    problems.push(problem("loadBalancer", `given, as ${path} is of kind blueGreen`, undefined, remedy));
  }
  if (config.network?.create !== undefined) {
    const { natGateways = NatGateways.None } = config.network.create;
    const rule = `Single or OnePerAz, as the instances of ${path} fetch what they run through it`;
    if (natGateways === NatGateways.None)
      problems.push(problem("network.create.natGateways", rule, natGateways, "use Single"));
  }
  if (config.releases?.approvalRequired === true && service.approval !== true) {
    const rule = "true, as releases.approvalRequired is";
    const remedy = "set it, or drop the requirement of the stage";
    problems.push(problem(`${path}.approval`, rule, service.approval, remedy));
  }
  return problems;
}

/** More services than one load balancer takes. */
export function tooManyProblems({ services = [] }: Config): Problem[] {
  const count = services.filter((service) => service?.kind === "blueGreen").length;
  if (count <= SERVICES_PER_LOAD_BALANCER) return [];
  return [
    {
      property: "services",
      rule: `at most ${SERVICES_PER_LOAD_BALANCER} of kind blueGreen (two target groups each, 100 on a load balancer)`,
      got: String(count),
      remedy: "move some to a stack with a load balancer of its own",
    },
  ];
}

/** Each service takes one priority of the stack's block, and no two the same. */
function priorityProblems({ priority }: Service, index: number, config: Config): Problem[] {
  const { first = PRIORITIES.first, last = PRIORITIES.last } = config.loadBalancer?.priorities ?? {};
  const taken = (config.services ?? []).map((other) =>
    other?.kind === "blueGreen" ? other.priority : undefined,
  );
  const twin = taken.indexOf(priority);
  const inBlock = priority !== undefined && priority >= first && priority <= last;
  if (inBlock && twin === index) return [];
  const free = Array.from({ length: last - first + 1 }, (_, place) => first + place).find(
    (place) => !taken.includes(place),
  );
  return [
    {
      property: `services[${index}].priority`,
      rule: inBlock
        ? `a priority no other service has (services[${twin}] has it)`
        : `a priority of the stack's block, ${first} to ${last}`,
      got: shown(priority),
      remedy:
        free === undefined
          ? "none of the block is left: widen loadBalancer.priorities"
          : `the next free one is ${free}`,
    },
  ];
}
