/**
 * Whether every run ends. Its usual course, in which nobody is passed over for ever and nothing more goes wrong, is a
 * graph; as long as a release holds the service it has to lead on, and never in a circle.
 */

export class Course {
  private readonly isOpen: boolean[] = [];
  private readonly next: number[][] = [];

  /** A world, by its number: whether a release holds the service in it. */
  add(isOpen: boolean): void {
    this.isOpen.push(isOpen);
    this.next.push([]);
  }

  /** What follows upon a world; that it stays as it is says nothing. */
  leads(from: number, to: number): void {
    if (from !== to) this.next[from]?.push(to);
  }

  /** A world whose release may never end, and why; undefined where every release ends. */
  endless(): { readonly world: number; readonly why: string } | undefined {
    const stuck = this.isOpen.findIndex((isOpen, world) => isOpen && this.next[world]?.length === 0);
    if (stuck !== -1) return { world: stuck, why: "a release holds the service, and nothing follows" };
    // Worlds are taken away that none leads to; what cannot be taken away goes in a circle.
    const before = new Uint32Array(this.isOpen.length);
    this.each((_, to) => (before[to] = (before[to] ?? 0) + 1));
    const free = [...before.keys()].filter((world) => before[world] === 0);
    let left = this.isOpen.length;
    for (let world = free.pop(); world !== undefined; world = free.pop()) {
      left--;
      if (this.isOpen[world] !== true) continue;
      for (const to of this.next[world] ?? []) {
        const count = (before[to] ?? 0) - 1;
        before[to] = count;
        if (count === 0) free.push(to);
      }
    }
    if (left === 0) return undefined;
    return { world: before.findIndex((count) => count > 0), why: "a release goes in a circle" };
  }

  /** Steps out of worlds in which a release holds the service. */
  private each(visit: (from: number, to: number) => void): void {
    this.next.forEach((all, from) => {
      if (this.isOpen[from] === true) for (const to of all) visit(from, to);
    });
  }
}
