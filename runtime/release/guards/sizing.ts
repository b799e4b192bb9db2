/** Guards that give a fleet the sizes it needs. */
import type { Colour } from "../../../naming/colours";
import type { Sizes } from "../actions";
import { wait, type Guard, type Held } from "../guard";
import type { State } from "../state";

/** Which fleet gets which sizes, and why; without sizes it has them already. */
export interface Sizing {
  readonly colour: Colour;
  readonly sizes: Sizes | undefined;
  readonly reason: string;
  /** What is recorded; nothing changes unless it is said. */
  readonly next?: State;
}

/** Resizes a fleet that has other sizes. */
export function sizing(id: string, says: string, of: (s: Held) => Sizing | undefined): Guard<Held> {
  return {
    id,
    says,
    when: (s) => of(s)?.sizes !== undefined,
    then: (s) => {
      const { colour, sizes, reason, next = s.state } = of(s) ?? {};
      if (colour === undefined || sizes === undefined) return wait(s, says);
      return { next, actions: [{ kind: "resize", colour, sizes }], reason: reason ?? says };
    },
  };
}
