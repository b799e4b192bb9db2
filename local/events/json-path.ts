/** The JSON paths that EventBridge understands: `$.detail.items[0].name`, `[*]` and `.*`. Pure. */

type Step = string | number | typeof EVERY;
const EVERY = Symbol("every");
const STEP = /\.([\w/:-]+|\*)|\[(\d+|\*)\]/y;

/** Undefined where it is none of them. */
export function jsonPath(text: string): ((value: unknown) => unknown) | undefined {
  if (!text.startsWith("$")) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < text.length) {
    const [, name, index] = STEP.exec(text) ?? [];
    if (name === undefined && index === undefined) return undefined;
    if (name === "*" || index === "*") steps.push(EVERY);
    else steps.push(name ?? Number(index));
  }
  return (value) => follow(value, steps);
}

/** Undefined where there is nothing; of several things those there are. */
function follow(value: unknown, steps: readonly Step[]): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof value !== "object" || value === null) return undefined;
  if (step !== EVERY)
    return Object.hasOwn(value, step)
      ? follow((value as Record<string | number, unknown>)[step], rest)
      : undefined;
  const found = Object.values(value).flatMap((one) => {
    const below = follow(one, rest);
    return below === undefined ? [] : [below];
  });
  return found.length === 0 ? undefined : found;
}
