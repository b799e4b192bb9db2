/** Names that nothing has, each told with the one that was most likely meant. Pure. */

/** To look for the nearest name takes longer than all else: whoever misspells more of them has seen enough. */
const LOOKED_FOR = 20;

/** What is told of each; what was meant is looked for in the first ones only, and is undefined for the others. */
export function eachMisnamed<Misnamed, Told>(
  all: readonly Misnamed[],
  meantBy: (one: Misnamed) => string | undefined,
  tell: (one: Misnamed, meant: string | undefined) => Told,
): readonly Told[] {
  return all.map((one, index) => tell(one, index < LOOKED_FOR ? meantBy(one) : undefined));
}
