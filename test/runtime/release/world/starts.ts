/** Where explorations begin: each with what the service is like, and how much may go wrong. */
import { ITEMS } from "./report";
import type { Registration } from "../../../../runtime/release/registration";
import type { Window } from "../../../../runtime/release/windows";
import { REGISTRATION, serving, unreleased, type World } from "./world";

export interface Start {
  readonly name: string;
  readonly world: World;
  /** At most so many faults on one way: in npm test, and in check:deep. */
  readonly faults: { readonly quick: number; readonly deep: number };
  /** What has to occur in it; everything unless it is said. */
  readonly items?: readonly string[];
  /** What alone may go wrong in npm test, where everything takes too long; in check:deep everything does. */
  readonly quickly?: readonly string[];
}

/** Where nobody is asked, nobody can say no. */
const WITHOUT_APPROVAL = ITEMS.filter((item) => item !== "rejection" && item !== "time-out");

/** What makes a difference to the other execution; the rest is tried with one. */
const BETWEEN_EXECUTIONS = [
  "crash after a call",
  "duplicate delivery",
  "rejection",
  "time-out",
  "execution stopped",
  "clock forward",
];

const like = (change: Partial<Registration>): Registration => ({ ...REGISTRATION, ...change });
const EVERY_DAY: Window["days"] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/** It is noon in all worlds. */
const AT_NOON: Window = { days: EVERY_DAY, from: "11:00", until: "13:00", timeZone: "UTC" };

export const STARTS: readonly Start[] = [
  {
    name: "two executions, a release before them",
    world: serving(),
    faults: { quick: 1, deep: 2 },
    quickly: BETWEEN_EXECUTIONS,
  },
  {
    name: "one execution, a release before it",
    world: serving(REGISTRATION, ["r2"]),
    faults: { quick: 1, deep: 2 },
  },
  { name: "the first release", world: unreleased(), faults: { quick: 1, deep: 2 } },
  {
    name: "two instances, and a person confirms after the bake",
    world: serving(like({ sizes: { min: 2, max: 3, initial: 2 }, confirmRequired: true }), ["r2"]),
    faults: { quick: 1, deep: 2 },
  },
  {
    name: "breaking migrations",
    world: serving(like({ migrations: "breaking" }), ["r2"]),
    faults: { quick: 1, deep: 2 },
  },
  {
    name: "nobody is asked",
    world: serving(like({ approvalRequired: false }), ["r2"]),
    faults: { quick: 1, deep: 2 },
    items: WITHOUT_APPROVAL,
  },
  {
    name: "at night, with fewer instances",
    world: serving(
      like({
        sizes: { min: 2, max: 3, initial: 2 },
        night: { hours: [AT_NOON], product: { min: 1, max: 2 }, preProduct: 0 },
      }),
      ["r2"],
    ),
    faults: { quick: 1, deep: 2 },
  },
];
