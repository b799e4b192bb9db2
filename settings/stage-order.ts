/** In which order a project's stages come: a release goes from one to the next. Pure. */
import { shown, type Problem } from "../refusal/refusal";

/** What a stack builds on; both name another stack of the project. */
export interface Before {
  /** The stage whose releases come here next. */
  readonly after?: string | undefined;
  /** The stack whose network, load balancer and release control this one uses. */
  readonly shared?: string | undefined;
}

/** Stack → what it builds on. */
export type Stages = Readonly<Record<string, Before>>;

/** The stacks, each behind what it builds on; those that may stand anywhere in the order of their names. */
export function promotionOrder(stages: Stages): string[] {
  const order: string[] = [];
  const visit = (stack: string, path: readonly string[]): void => {
    // In a circle there is no first; orderProblems says so.
    if (order.includes(stack) || path.includes(stack)) return;
    for (const other of beforeOf(stages, stack)) visit(other, [...path, stack]);
    order.push(stack);
  };
  for (const stack of Object.keys(stages).sort()) visit(stack, []);
  return order;
}

/** What is wrong with the place of one stack: an unknown stack before it, or itself. */
export function orderProblems(stages: Stages, stack: string): Problem[] {
  return (["after", "shared"] as const).flatMap((property): Problem[] => {
    const other = stages[stack]?.[property];
    if (other === undefined) return [];
    if (property === "shared" && other.includes("/")) return elsewhereProblems(other);
    const others = Object.keys(stages).filter((one) => one !== stack);
    if (!others.includes(other)) {
      const rule = `another stack of the project (${others.sort().join(", ") || "there is none"})`;
      return [{ property, rule, got: shown(other), remedy: "name one, or leave it out" }];
    }
    const circle = wayBack(stages, stack, other);
    if (circle === undefined) return [];
    const rule = "a stack that does not itself build on this one";
    const got = `${shown(other)} (${[stack, ...circle].join(" → ")})`;
    return [{ property, rule, got, remedy: "leave it out in one of them" }];
  });
}

/** A name with slashes is a stack of another project, of which nothing is known here. */
function elsewhereProblems(name: string): Problem[] {
  if (/^[^/]+\/[^/]+\/[^/]+$/.test(name)) return [];
  const rule = "a stack of the project, or <organization>/<project>/<stack>";
  return [{ property: "shared", rule, got: shown(name), remedy: "write all three, or the stack alone" }];
}

/** The way from a stack along what each builds on, to the one that is looked for. */
function wayBack(
  stages: Stages,
  wanted: string,
  from: string,
  seen: readonly string[] = [],
): string[] | undefined {
  if (from === wanted) return [from];
  if (seen.includes(from)) return undefined;
  for (const next of beforeOf(stages, from)) {
    const way = wayBack(stages, wanted, next, [...seen, from]);
    if (way !== undefined) return [from, ...way];
  }
  return undefined;
}

function beforeOf(stages: Stages, stack: string): string[] {
  const { after, shared } = stages[stack] ?? {};
  return [after, shared].filter((other) => other !== undefined && Object.hasOwn(stages, other)) as string[];
}
