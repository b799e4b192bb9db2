/** Records, or changes of them, by the name they are at, in the order in which the names come first. Pure. */
export function byName<T extends { readonly name: string }>(all: readonly T[]): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) {
    const same = found.get(one.name);
    if (same === undefined) found.set(one.name, [one]);
    else same.push(one);
  }
  return found;
}
