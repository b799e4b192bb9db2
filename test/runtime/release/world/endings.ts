/**
 * Whether every run ends. Its usual course, in which nobody is passed over for ever and nothing more goes wrong, is a
 * graph; as long as a release holds the service it has to lead on, and never in a circle.
 */

export class Course {
  private readonly isOpen: boolean[] = [];
  /** Steps out of worlds in which a release holds the service: from the one to the other. */
  private readonly from: number[] = [];
  private readonly to: number[] = [];

  /** A world, by its number: whether a release holds the service in it. */
  add(isOpen: boolean): void {
    this.isOpen.push(isOpen);
  }

  /** What follows upon a world, one world after the other; that it stays as it is says nothing. */
  leads(from: number, to: number): void {
    if (from === to || this.isOpen[from] !== true) return;
    this.from.push(from);
    this.to.push(to);
  }

  /** A world whose release may never end, and why; undefined where every release ends. */
  endless(): { readonly world: number; readonly why: string } | undefined {
    const count = this.isOpen.length;
    // Where the steps out of each world begin, as they stand one world after the other.
    const begins = new Uint32Array(count + 1);
    for (const from of this.from) begins[from + 1] = at(begins, from + 1) + 1;
    for (let world = 0; world < count; world++) begins[world + 1] = at(begins, world + 1) + at(begins, world);
    const stuck = this.isOpen.findIndex(
      (isOpen, world) => isOpen && at(begins, world) === at(begins, world + 1),
    );
    if (stuck !== -1) return { world: stuck, why: "a release holds the service, and nothing follows" };
    // Worlds are taken away that none leads to; what cannot be taken away goes in a circle.
    const before = new Uint32Array(count);
    for (const to of this.to) before[to] = at(before, to) + 1;
    const free = [...before.keys()].filter((world) => before[world] === 0);
    let left = count;
    for (let world = free.pop(); world !== undefined; world = free.pop()) {
      left--;
      for (let step = at(begins, world); step < at(begins, world + 1); step++) {
        const to = this.to[step] ?? 0;
        before[to] = at(before, to) - 1;
        if (before[to] === 0) free.push(to);
      }
    }
    if (left === 0) return undefined;
    return { world: before.findIndex((many) => many > 0), why: "a release goes in a circle" };
  }
}

function at(numbers: Uint32Array, index: number): number {
  return numbers[index] ?? 0;
}
