/** What the shape of the load balancer's and its services' entries cannot say: ports, subnets, approvals. Pure. */
import { blueGreenProblems } from "../components/blue-green/resolve";
import { loadBalancerProblems as ownProblems } from "../components/load-balancer/resolve";
import { missingForInstances } from "../components/network/endpoint-services";
import { NatGateways } from "../components/network/resolve";
import { shown, type Problem, type Unchecked } from "../refusal/refusal";
import type { StackConfig } from "./config";
import {
  blockProblems,
  priorityProblems,
  SERVICES_PER_LOAD_BALANCER,
  shadowProblems,
} from "./config-priorities";
import type { BlueGreenConfig } from "./config-services";

type Config = Unchecked<StackConfig>;
type Service = Unchecked<BlueGreenConfig>;

export function loadBalancerProblems(config: Config): Problem[] {
  const { loadBalancer } = config;
  if (loadBalancer === undefined) return blockProblems(config);
  return [
    ...ownProblems(loadBalancer, "loadBalancer."),
    ...blockProblems(config),
    ...provingProblems(config),
  ];
}

/** Everybody: what a preview must let in that is asked from no network of ours. */
const EVERYBODY = "0.0.0.0/0";

/**
 * Before users move, the function `deploy` asks instances through the preview which revision they run. It comes from the
 * network's NAT gateways; without one from any address of AWS, as it has no way into a network that leads nowhere. Whom
 * listeners that exist let in is not said here.
 */
function provingProblems({ network, loadBalancer }: Config): Problem[] {
  const { create } = network ?? {};
  if (create === undefined || (create.natGateways ?? NatGateways.None) !== NatGateways.None) return [];
  if (loadBalancer?.existing !== undefined || loadBalancer?.previewCidrBlocks?.includes(EVERYBODY) === true)
    return [];
  return [
    {
      property: "network.create.natGateways",
      rule: "Single or OnePerAz, as releases ask instances through the preview what they run, and come from there",
      got: '"None", and a preview that is not for everybody',
      remedy: `use Single, or let everybody see the preview (${EVERYBODY} in loadBalancer.previewCidrBlocks)`,
    },
  ];
}

export function blueGreenServiceProblems(service: Service, index: number, config: Config): Problem[] {
  const path = `services[${index}]`;
  const problem = (property: string, rule: string, got: unknown, remedy: string): Problem => {
    return { property, rule, got: shown(got), remedy };
  };
  const problems = [
    ...blueGreenProblems(service, `${path}.`),
    ...priorityProblems(service, index, config),
    ...shadowProblems(service, index, config),
  ];
  // An entry of nothing says nothing.
  if (Object.keys(config.secrets?.[service.name ?? ""] ?? {}).length > 0) {
    const rule = `left out, as ${path} is of kind blueGreen, which takes no secrets`;
    const remedy = "remove them; its instances can read them where they are kept";
    problems.push({ property: `secrets.${String(service.name)}`, rule, got: "secrets", remedy });
  }
  if (config.loadBalancer === undefined && config.shared === undefined) {
    const remedy = "add it; previewCidrBlocks is all it needs";
    problems.push(problem("loadBalancer", `given, as ${path} is of kind blueGreen`, undefined, remedy));
  }
  problems.push(...reachProblems(config, path));
  if (config.releases?.approvalRequired === true && service.approval !== true) {
    const rule = "true, as releases.approvalRequired is";
    const remedy = "set it, or drop the requirement of the stage";
    problems.push(problem(`${path}.approval`, rule, service.approval, remedy));
  }
  return problems;
}

/** Instances are in private subnets, and what they run is not. */
function reachProblems({ network }: Config, path: string): Problem[] {
  const { create } = network ?? {};
  if (create === undefined || (create.natGateways ?? NatGateways.None) !== NatGateways.None) return [];
  const missing = missingForInstances(create).join(", ");
  if (missing === "") return [];
  return [
    {
      property: "network.create.natGateways",
      rule: `Single or OnePerAz, as the instances of ${path} fetch what they run through it`,
      got: `"None", and no endpoints for ${missing}`,
      remedy: "use Single, or add those endpoints",
    },
  ];
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
