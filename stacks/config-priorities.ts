/** Who comes first on the listeners: the stack's block of priorities, and each service's place in it. Pure. */
import { shown, type Problem, type Unchecked } from "../refusal/refusal";
import type { StackConfig } from "./config";
import type { BlueGreenConfig } from "./config-services";

/**
 * How many services one load balancer takes: 100 target groups, two each
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html).
 */
export const SERVICES_PER_LOAD_BALANCER = 50;

/** The priorities a stack has unless told otherwise: one for each service its load balancer takes. */
const PRIORITIES = { first: 1, last: SERVICES_PER_LOAD_BALANCER };

type Config = Unchecked<StackConfig>;
type Service = Unchecked<BlueGreenConfig>;

export interface Block {
  readonly first: number;
  readonly last: number;
}

/** The stack's block of listener priorities. */
export function blockOf({ priorities }: Pick<Config, "priorities">): Block {
  const { first = PRIORITIES.first, last = PRIORITIES.last } = priorities ?? {};
  return { first, last };
}

export function blockProblems(config: Config): Problem[] {
  const block = blockOf(config);
  if (isBlock(block)) return [];
  return [
    {
      property: "priorities",
      rule: "whole numbers from 1 to 50000, first not above last",
      got: shown(block),
      remedy: "choose a block no other stack of this load balancer has",
    },
  ];
}

function isBlock({ first, last }: Block): boolean {
  return [first, last].every((end) => Number.isInteger(end) && end >= 1 && end <= 50_000) && first <= last;
}

/** A service that takes every request leaves none to those behind it. */
export function shadowProblems(
  { priority, hosts = [], paths = [] }: Service,
  index: number,
  config: Config,
): Problem[] {
  const takesAll = hosts.length === 0 && (paths.length === 0 || paths.includes("/*"));
  if (!takesAll || priority === undefined) return [];
  const behind = (config.services ?? []).findIndex(
    (other) => other?.kind === "blueGreen" && other.priority !== undefined && other.priority > priority,
  );
  if (behind === -1) return [];
  return [
    {
      property: `services[${index}].priority`,
      rule: `the greatest, as without hosts and paths it takes every request (services[${behind}] would get none)`,
      got: shown(priority),
      remedy: "give it hosts or paths",
    },
  ];
}

/** Each service takes one priority of the stack's block, and no two the same. */
export function priorityProblems({ priority }: Service, index: number, config: Config): Problem[] {
  const { first, last } = blockOf(config);
  if (!isBlock({ first, last })) return []; // told of the block itself
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
        free === undefined ? "none of the block is left: widen priorities" : `the next free one is ${free}`,
    },
  ];
}
