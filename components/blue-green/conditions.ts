/** Which requests on a listener are a service's: host and path patterns. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";

/** Which requests are the service's; with both, those that match a host and a path. */
export interface Requests {
  /**
   * Host names, with * and ? as wildcards: `*.example.com`. Lower case, 1 to 128 characters, letters alone behind the
   * last dot. Defaults to any.
   */
  hosts?: string[];
  /** Paths that begin with a slash, with * and ? as wildcards: `/cart/*`. 1 to 128 characters. Defaults to any. */
  paths?: string[];
}

/** What one listener rule may compare with, hosts and paths together, and the * and ? in them; neither is adjustable
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html). */
const VALUES_PER_RULE = 5;
const WILDCARDS_PER_RULE = 5;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html */
const HOST = /^(?=.{1,128}$)(?:[a-z0-9*?_-]+\.)+[a-z]+$/;
const PATH = /^(?=.{1,128}$)\/[\w.$/~"'@:+&*?-]*$/;

interface Condition {
  hostHeader?: { values: string[] };
  pathPattern?: { values: string[] };
}

/** The conditions of a rule; a rule must have one, so a service that asks for nothing has every path. */
export function ruleConditions({ hosts = [], paths = [] }: Requests): Condition[] {
  const wanted = hosts.length + paths.length === 0 ? ["/*"] : paths;
  return [
    ...(hosts.length === 0 ? [] : [{ hostHeader: { values: hosts } }]),
    ...(wanted.length === 0 ? [] : [{ pathPattern: { values: wanted } }]),
  ];
}

/** Everything wrong with hosts and paths; `path` is where they stand, ending in a dot, or empty. */
export function requestProblems({ hosts = [], paths = [] }: Unchecked<Requests>, path: string): Problem[] {
  return [
    ...hostProblems(hosts, `${path}hosts`),
    ...patternProblems(paths, `${path}paths`, isPath, "a path that begins with a slash", "/cart/*"),
    ...countProblems({ hosts, paths }, paths.length > 0 ? `${path}paths` : `${path}hosts`),
  ];
}

/** What a host is, wildcards included. */
export const HOST_RULE = "a lower-case host name, letters alone behind its last dot";

export function isHost(text: string): boolean {
  return HOST.test(text);
}

function isPath(text: string): boolean {
  return PATH.test(text);
}

/** Everything wrong with each of these hosts. */
export function hostProblems(hosts: readonly (string | undefined)[], property: string): Problem[] {
  return patternProblems(hosts, property, isHost, HOST_RULE, "shop.example.com");
}

/** More than one rule takes. */
export function countProblems({ hosts = [], paths = [] }: Unchecked<Requests>, property: string): Problem[] {
  const atMost = (most: number, what: string, count: number, remedy: string): Problem[] => {
    const rule = `at most ${most} ${what} together, as one listener rule takes no more`;
    return count <= most ? [] : [{ property, rule, got: String(count), remedy }];
  };
  const patterns = [...hosts, ...paths];
  const wildcards = patterns.join("").replace(/[^*?]/g, "").length;
  const instead = "join some with a wildcard, or make another service";
  return [
    ...atMost(VALUES_PER_RULE, "hosts and paths", patterns.length, instead),
    ...atMost(WILDCARDS_PER_RULE, "wildcards in hosts and paths", wildcards, "write some out"),
  ];
}

function patternProblems(
  values: readonly (string | undefined)[],
  property: string,
  isGood: (text: string) => boolean,
  what: string,
  example: string,
): Problem[] {
  return values.flatMap((value, index): Problem[] => {
    const at = { property: `${property}[${index}]`, got: shown(value) };
    if (value === undefined || !isGood(value))
      return [{ ...at, rule: `${what}, of at most 128 characters`, remedy: `for example ${example}` }];
    return values.indexOf(value) === index ? [] : [{ ...at, rule: "listed once", remedy: "remove one" }];
  });
}
