/** All worlds that can be reached, each once, nearest first; what was violated, and by which shortest way it was reached. */
import { Canon } from "./canonical";
import { checkDecision, demand, isForward, Violation } from "./invariants";
import { Course } from "./endings";
import { faults } from "./faults";
import { usual, type Choose, type Decide, type Move } from "./moves";
import { observed } from "./read";
import type { World } from "./world";

export interface Bound {
  /** At most so many things go wrong on one way. */
  readonly faults: number;
  /** What may go wrong, by its item; anything unless it is said. */
  readonly only?: readonly string[];
}

/** A world with what went wrong before it, and which releases have moved users forward. */
interface Node {
  readonly world: World;
  readonly faults: number;
  readonly forwards: string;
}

export interface Report {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly seconds: number;
  /** How often each item occurred. */
  readonly items: ReadonlyMap<string, number>;
  /** How often each guard decided. */
  readonly guards: ReadonlyMap<string, number>;
  /** The ends of releases, each with the number of worlds that remember one. */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly violation?: { readonly what: string; readonly story: readonly string[] };
}

export function explore(start: World, decide: Decide, bound: Bound): Report {
  return new Exploration(decide, bound).run(start);
}

/** The shortest story whose last line it is; as long as all worlds have to be looked at where there is none. */
export function shortest(
  start: World,
  decide: Decide,
  bound: Bound,
  isLast: (world: World, what: string) => boolean,
) {
  const { violation } = new Exploration(decide, bound, isLast).run(start);
  return violation?.story ?? [];
}

class Exploration {
  private readonly began = process.hrtime.bigint();
  private readonly canon = new Canon();
  private readonly items = new Map<string, number>();
  private readonly guards = new Map<string, number>();
  private readonly outcomes = new Map<string, number>();
  private readonly seen = new Map<string, number>();
  private readonly course = new Course();
  /** Those still to be looked at; what was looked at is let go. */
  private readonly queue: (Node | undefined)[] = [];
  /** For each world the one it was first reached from, and by which of its moves. */
  private readonly from: number[] = [];
  private readonly by: number[] = [];
  private readonly depths: number[] = [];
  private transitions = 0;

  constructor(
    private readonly decide: Decide,
    private readonly bound: Bound,
    private readonly isLast?: (world: World, what: string) => boolean,
  ) {}

  run(start: World): Report {
    this.add({ world: start, faults: 0, forwards: "" }, -1, 0);
    for (let index = 0; index < this.queue.length; index++) {
      const node = this.queue[index];
      this.queue[index] = undefined;
      if (node === undefined) continue;
      let found: Move | undefined;
      try {
        this.movesOf(node).forEach((move, by) => {
          this.transitions++;
          if (move.fault !== undefined) count(this.items, move.fault);
          const made = this.after(node, move);
          const to = this.add(made, index, by);
          if (move.fault === undefined) this.course.leads(index, to);
          if (this.isLast?.(made.world, move.what) === true) found ??= move;
        });
        if (found !== undefined)
          return this.report({ what: "found", story: [...this.story(start, index), lineOf(found)] });
      } catch (error) {
        const what = error instanceof Violation ? error.message : `it throws ${String(error)}`;
        return this.report({ what, story: this.story(start, index) });
      }
    }
    const endless = this.course.endless();
    if (endless === undefined) return this.report();
    return this.report({ what: endless.why, story: this.story(start, endless.world) });
  }

  /** What can make no difference any more may be forgotten, unless a story is looked for. */
  private isSettled({ faults: before }: Node): boolean {
    return this.isLast === undefined && before >= this.bound.faults;
  }

  /** The number of a world, which is put in line where it is new. */
  private add(made: Node, from: number, by: number): number {
    const node = { ...made, world: this.canon.of(made.world, this.isSettled(made)) };
    const key = `${node.faults};${node.forwards};${this.canon.key(node.world)}`;
    const known = this.seen.get(key);
    if (known !== undefined) return known;
    const index = this.queue.push(node) - 1;
    this.seen.set(key, index);
    this.course.add(node.world.state.open !== undefined);
    for (const { outcome } of made.world.state.ended) count(this.outcomes, outcome);
    this.from.push(from);
    this.by.push(by);
    this.depths.push(from === -1 ? 0 : (this.depths[from] ?? 0) + 1);
    return index;
  }

  /** Decides, and judges what was decided. */
  private readonly choose: Choose = (world, goal, isStale) => {
    const read = observed(world, isStale);
    const decision = this.decide(goal, world.state, read, world.now);
    checkDecision(world, goal, read, decision, isStale);
    count(this.guards, decision.guard);
    return decision;
  };

  private movesOf({ world, faults: before }: Node): Move[] {
    const moves = usual(world, this.choose);
    if (before >= this.bound.faults) return withoutDouble(world, moves);
    const { only } = this.bound;
    const wrong = faults(world, this.choose);
    return [
      ...moves,
      ...(only === undefined ? wrong : wrong.filter(({ fault = "" }) => only.includes(fault))),
    ];
  }

  /** Where nothing can go wrong any more an invocation is one step: nothing comes in between. */
  private after(node: Node, move: Move): Node {
    let next = after(node, move);
    if (next.faults < this.bound.faults) return next;
    while (next.world.flight !== undefined) {
      const [only] = usual(next.world, this.choose);
      if (only === undefined) return next;
      next = after(next, only);
    }
    return next;
  }

  /** What happened on the way to a world, a line each. */
  private story(start: World, index: number): string[] {
    const way: number[] = [];
    for (let at = index; at > 0; at = this.from[at] ?? 0) way.unshift(this.by[at] ?? 0);
    let node: Node = { world: this.canon.of(start, false), faults: 0, forwards: "" };
    return way.map((by) => {
      const move = this.movesOf(node)[by];
      if (move === undefined) return "?";
      const next = this.after(node, move);
      node = { ...next, world: this.canon.of(next.world, this.isSettled(next)) };
      return lineOf(move);
    });
  }

  private report(violation?: Report["violation"]): Report {
    return {
      states: this.seen.size,
      transitions: this.transitions,
      depth: this.depths.at(-1) ?? 0,
      seconds: Number(process.hrtime.bigint() - this.began) / 1e9,
      items: this.items,
      guards: this.guards,
      outcomes: this.outcomes,
      ...(violation === undefined ? {} : { violation }),
    };
  }
}

/**
 * Where nothing can go wrong any more the sweep does nothing that the step of the very release does not do as well: what
 * is decided is the same, and the step answers in addition.
 */
function withoutDouble({ state }: World, moves: Move[]): Move[] {
  const id = state.open?.executionId;
  const isDone =
    id !== undefined &&
    moves.some(({ by, next }) => by === id && (next.state !== state || next.flight !== undefined));
  return isDone ? moves.filter(({ by }) => by !== "sweep") : moves;
}

function lineOf({ fault, what }: Move): string {
  return `${fault === undefined ? "  " : "! "}${what}`;
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function after(node: Node, { fault, next }: Move): Node {
  const { flight, state } = node.world;
  const isCall = flight !== undefined && !flight.isCalled && next.flight?.isCalled === true;
  const isMoving = isCall && isForward(node.world, flight);
  const id = `${state.open?.id ?? ""},`;
  if (isMoving) demand(!node.forwards.includes(id), "a release moves users forward once");
  return {
    world: next,
    faults: node.faults + (fault === undefined ? 0 : 1),
    forwards: isMoving ? node.forwards + id : node.forwards,
  };
}
