/** The exceptions from rules, as they are listed. Pure. */
import { titleOf } from "../../policy/output/place";
import { visible } from "../../policy/output/visible";
import type { Exception } from "../../policy/pack/session";
import { isExpired, type Suppression } from "../../policy/suppressions/suppression";

/** One of the list. */
export interface Listed extends Suppression {
  /** Where it stands: the configuration's file, or its URN where it stands in a program. */
  readonly in: string;
  /** Whether its last day is over. */
  readonly expired: boolean;
  /** Whether it took a finding away in one of the stacks; undefined where there was none to look at. */
  readonly used?: boolean;
}

/**
 * Each once: what stands in the file counts in every stack.
 *
 * @param audits - of each stack, the file's first and in the same order
 */
export function listed(
  audits: readonly (readonly Exception[])[],
  inFile: readonly Suppression[],
  { file, today }: { readonly file: string; readonly today: string },
): readonly Listed[] {
  const all = audits.flat();
  const entry = (suppression: Suppression, where: string, isUsed: boolean): Listed => ({
    ...suppression,
    in: where,
    expired: isExpired(suppression, today),
    ...(audits.length === 0 ? {} : { used: isUsed }),
  });
  const usedOfFile = new Set(all.filter(({ isUsed }) => isUsed).map(({ suppression }) => suppression));
  return [
    ...inFile.map((one) => entry(one, file, usedOfFile.has(one))),
    ...all.flatMap(({ suppression, urn, isUsed }) =>
      urn === undefined ? [] : [entry(suppression, urn, isUsed)],
    ),
  ];
}

/** Two lines for each, and how many there are. */
export function listedLines(list: readonly Listed[]): readonly string[] {
  const lines = list.flatMap((one) => {
    const { rule, resource, stacks, statement, actions, reason, owner, expires } = one;
    const about = [...(statement === undefined ? [] : [statement]), ...(actions ?? [])];
    const of = stacks === undefined ? [] : [`of ${stacks.join(", ")}`];
    const what = [`${rule} on ${resource}`, ...of, ...about.map((text) => `in ${text}`)].join(" ");
    const where = one.in.startsWith("urn:") ? titleOf(one.in) : one.in;
    return [
      visible(`${what}: ${reason}`),
      visible(`  ${owner}, until ${expires}, ${stateOf(one)}; ${where}`),
    ];
  });
  return [...lines, list.length === 0 ? "no suppressions" : `${list.length} suppressions`];
}

function stateOf({ expired, used }: Listed): string {
  if (expired) return "EXPIRED";
  return used === undefined ? "in force" : used ? "needed" : "NOT NEEDED";
}
