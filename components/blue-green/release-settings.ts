/** How a service is released, checked: every default filled in, everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { isWhole, wholeProblems } from "../whole-number";
import { longestWait } from "./longest-wait";
import { hoursProblems, type WeeklyHours } from "./weekly-hours";

/** Whether what ran before can still run once a release has changed the data. */
export const Migrations = {
  /** The revision before runs on what the new one leaves behind: users can go back. */
  Compatible: "compatible",
  /** It does not: nobody goes back, neither a person nor an alarm. */
  Breaking: "breaking",
} as const;
export type Migrations = (typeof Migrations)[keyof typeof Migrations];

/** How many instances serve at night. */
export interface NightProduct {
  /** At least so many, 1 to 1000. */
  min: number;
  /** At most so many, `min` to 1000. */
  max: number;
}

/** What is smaller at night; at least one of `product` and `preProduct` is given. */
export interface NightSettings {
  /** When it is night, one to two entries. */
  hours: WeeklyHours[];
  /** How many instances serve, whichever colour that is. Defaults to as many as by day. */
  product?: NightProduct;
  /** How many a release that waits for its approval keeps for testers, 0 to 1000. Defaults to as many as by day. */
  preProduct?: number;
}

/** How a service is released. */
export interface ReleaseSettings {
  /**
   * When users may move to a new release, at most four entries. A release waits for it in a pipeline's action that
   * lives a day, so that no wait may be longer than 84600 seconds less `bakeSeconds`. Defaults to at any time.
   */
  windows?: WeeklyHours[];
  /** What is smaller at night. Defaults to nothing. */
  night?: NightSettings;
  /** So many looks one after the other have to find the new fleet healthy, 1 to 20. Defaults to 3. */
  healthyReads?: number;
  /** Seconds a release is watched after the switch, with the old fleet at full size, 0 to 84600. Defaults to 300. */
  bakeSeconds?: number;
  /**
   * Seconds the old fleet then stays at full size, so that users can go back at once, 0 to 2592000, which is 30 days.
   * Defaults to 3600.
   */
  keepSeconds?: number;
  /** Seconds a fleet that was refused stays, to be looked at, 0 to 2592000, which is 30 days. Defaults to 1800. */
  debugSeconds?: number;
  /**
   * Whether users move only after a person's approval. A pipeline without an approval then releases nothing: say false
   * where that is meant. Defaults to true.
   */
  approvalRequired?: boolean;
  /** Whether a person is asked once more after the bake, by the pipeline. Defaults to false. */
  confirmRequired?: boolean;
  /** Whether the revision before can still run afterwards. Defaults to compatible. */
  migrations?: Migrations;
}

export interface ResolvedRelease extends Required<Omit<ReleaseSettings, "night">> {
  readonly night?: NightSettings;
}

/** A Lambda action of a pipeline, which waits and watches, lives a day; 30 minutes are left for the rest of it. */
const ACTION_SECONDS = 84_600;

const LONGEST_KEPT_SECONDS = 30 * 86_400;
const MOST_READS = 20;
const MOST_INSTANCES = 1000;
const MOST_WINDOWS = 4;
const MOST_NIGHTS = 2;

/** The settings with every default filled in. */
export function resolveRelease(settings: ReleaseSettings): ResolvedRelease {
  const { windows = [], night, migrations = Migrations.Compatible } = settings;
  return { windows, ...(night === undefined ? {} : { night }), ...withDefaults(settings), migrations };
}

function withDefaults(
  settings: Unchecked<ReleaseSettings>,
): Omit<ResolvedRelease, "windows" | "night" | "migrations"> {
  return {
    healthyReads: settings.healthyReads ?? 3,
    bakeSeconds: settings.bakeSeconds ?? 300,
    keepSeconds: settings.keepSeconds ?? 3600,
    debugSeconds: settings.debugSeconds ?? 1800,
    approvalRequired: settings.approvalRequired ?? true,
    confirmRequired: settings.confirmRequired ?? false,
  };
}

/** Everything wrong with the settings; `path` is where they stand, ending in a dot, or empty. */
export function releaseProblems(settings: Unchecked<ReleaseSettings>, path: string): Problem[] {
  const { healthyReads, bakeSeconds, keepSeconds, debugSeconds, ...choices } = withDefaults(settings);
  const { windows = [], night, migrations = Migrations.Compatible } = settings;
  return [
    ...windowProblems(windows, bakeSeconds, `${path}windows`),
    ...(night === undefined ? [] : nightProblems(night, `${path}night`)),
    ...wholeProblems(`${path}healthyReads`, healthyReads, [1, MOST_READS], "use 3"),
    ...wholeProblems(`${path}bakeSeconds`, bakeSeconds, [0, ACTION_SECONDS], "use 300"),
    ...wholeProblems(`${path}keepSeconds`, keepSeconds, [0, LONGEST_KEPT_SECONDS], "use 3600"),
    ...wholeProblems(`${path}debugSeconds`, debugSeconds, [0, LONGEST_KEPT_SECONDS], "use 1800"),
    ...Object.entries(choices).flatMap(([key, value]) =>
      oneOfProblems(`${path}${key}`, value, [true, false], "choose one, without quotation marks"),
    ),
    ...oneOfProblems(`${path}migrations`, migrations, Object.values(Migrations), "choose one"),
  ];
}

function oneOfProblems(
  property: string,
  value: unknown,
  choices: readonly unknown[],
  remedy: string,
): Problem[] {
  if (choices.includes(value)) return [];
  return [{ property, rule: `one of ${choices.join(", ")}`, got: shown(value), remedy }];
}

function windowProblems(windows: Unchecked<WeeklyHours[]>, bakeSeconds: number, property: string): Problem[] {
  const problems = hoursProblems(windows, property, MOST_WINDOWS);
  // With other things wrong there is no wait to speak of.
  if (problems.length > 0 || !isWhole(bakeSeconds, 0, ACTION_SECONDS)) return problems;
  const wait = longestWait(windows as WeeklyHours[]);
  const most = ACTION_SECONDS - bakeSeconds;
  if (wait === undefined || wait.seconds <= most) return [];
  const why = `the wait and bakeSeconds (${bakeSeconds}) have ${ACTION_SECONDS} s together in a pipeline`;
  const rule = `at most ${most} s apart, as ${why}`;
  const got = `${wait.seconds} s (${wait.text})`;
  return [{ property, rule, got, remedy: "add hours between, or leave them out for any time" }];
}

function nightProblems(
  { hours = [], product, preProduct }: Unchecked<NightSettings>,
  path: string,
): Problem[] {
  const problems = hoursProblems(hours, `${path}.hours`, MOST_NIGHTS);
  const problem = (property: string, rule: string, remedy: string): void => {
    problems.push({ property, rule, got: "nothing", remedy });
  };
  if (hours.length === 0) problem(`${path}.hours`, "at least one entry", "say when it is night");
  if (product === undefined && preProduct === undefined)
    problem(
      `${path}.product`,
      "given where preProduct is not",
      "say what is smaller at night, or remove night",
    );
  if (product !== undefined) {
    const { min = Number.NaN, max } = product;
    const least = isWhole(min, 1, MOST_INSTANCES) ? min : 1;
    const both = [1, MOST_INSTANCES] as const;
    problems.push(
      ...wholeProblems(`${path}.product.min`, product.min, both, "a product needs at least one instance"),
      ...wholeProblems(`${path}.product.max`, max, [least, MOST_INSTANCES], "raise it, or lower min"),
    );
  }
  if (preProduct !== undefined)
    problems.push(...wholeProblems(`${path}.preProduct`, preProduct, [0, MOST_INSTANCES], "use 0"));
  return problems;
}
