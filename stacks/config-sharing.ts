/** What a stack has itself, and what it takes of another one: never both. Pure. */
import { shown, type Problem, type Unchecked } from "../refusal/refusal";
import type { StackConfig } from "./config";

/** What `shared` brings. */
const LAYERS = ["network", "loadBalancer", "releases"] as const;

/** What a stage has once, so that a second stack of it would make it under the same name. */
const ONCE = ["viewers", "approvers", "operators"] as const;

export function sharingProblems(config: Unchecked<StackConfig>): Problem[] {
  const { shared, network, priorities, services = [] } = config;
  if (shared === undefined) {
    if (network !== undefined) return [];
    const remedy = "set it: pulumi config set --path 'multistage:network.create.cidrBlock' 10.10.0.0/16";
    return [{ property: "network", rule: "given, or else shared", got: "nothing", remedy }];
  }
  const { access = {}, budget } = config;
  const own = [
    ...LAYERS.filter((layer) => config[layer] !== undefined).map((layer) => leftOut(layer, shared)),
    ...(budget === undefined ? [] : [leftOut("budget", shared)]),
    ...ONCE.filter((role) => access[role] !== undefined).map((role) => leftOut(`access.${role}`, shared)),
  ];
  const needsBlock = services.some((service) => service?.kind === "blueGreen") && priorities === undefined;
  if (!needsBlock) return own;
  const rule = "given, as its services stand on the load balancer of another stack";
  const remedy =
    "take a block that no other stack of that load balancer has, such as { first: 11, last: 20 }";
  return [...own, { property: "priorities", rule, got: "nothing", remedy }];
}

function leftOut(property: string, shared: string): Problem {
  const rule = `left out, as it is once in a stage and ${shown(shared)} has it`;
  return { property, rule, got: "a value", remedy: "remove it; null takes back what the base says" };
}
