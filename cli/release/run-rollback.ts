/** `multistage rollback`: says how users get back, asks, has the function `release` do it, and follows it to its end. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Refusal } from "../../refusal/refusal";
import { ACTION_SECONDS } from "../../runtime/release/deadlines";
import { confirmed } from "../confirm";
import type { Session } from "../command";
import { Failure } from "../exit";
import { inWords, said } from "./aws/in-words";
import { ReleaseFunction, type ReleaseAnswer, type ReleaseWish } from "./aws/release-function";
import { placeOf, type Place, type PlaceOptions } from "./place";
import { endedRelease, readService, registeredService } from "./read-services";
import { planRollback, type RollbackPlan, type Wish } from "./rollback-plan";
import { endedReleases } from "./tell-history";
import { whoAsks } from "./who";

export interface RollbackOptions extends PlaceOptions {
  /** The id of a release that users are to be on again. */
  readonly to?: string;
  readonly why?: string;
  readonly yes?: boolean;
  /** False: returns once the function has taken the wish. */
  readonly wait?: boolean;
}

/** Among the newest so many an earlier release is looked for. */
const NEWEST = 50;

/** How often is asked in the first two minutes, in which users are switched back, and after them. */
const QUICK_MS = 120_000;
const QUICK_EVERY_MS = 2_000;
const EVERY_MS = 15_000;

/** So many questions in a row may fail: AWS asks for patience now and then. */
const FAILURES = 10;

/** An earlier release that is released again takes no longer. */
const LONGEST_MS = ACTION_SECONDS * 1000;

/**
 * @throws Refusal where it is not possible, or nobody can confirm it; Failure where users are not back in the end
 */
export async function runRollback(
  session: Session,
  service: string,
  options: RollbackOptions,
): Promise<void> {
  const { output } = session;
  const place = placeOf(session.project, options);
  const by = whoAsks();
  const why = options.why ?? "multistage rollback";
  const { to } = options;
  const { plan, blind } = await planned(place, service, { by, why, ...(to === undefined ? {} : { to }) });
  if (plan.kind === "impossible") throw impossible(service, plan.reason);
  tell(session, service, plan, blind);
  await confirmed(session, `have users of ${service} go back`, service, options.yes);

  const id = randomUUID();
  const wish: ReleaseWish =
    plan.kind === "switchBack"
      ? { goal: "switchBack", service, id, by, why }
      : { goal: "reRelease", service, id, by, release: plan.release.release.id };
  const asked = new ReleaseFunction(place);
  try {
    const answer = await ask(asked, wish);
    if (answer.state === "refused") throw impossible(service, answer.reason);
    if (options.wait === false) {
      output.line(`${id}: ${answer.reason}`);
      output.result({ ok: true, id, plan: plan.kind, ...answer });
      return;
    }
    const afterwards = `multistage status ${service} ${place.asTold} shows it`;
    const reason = await untilOver(session, asked, wish, answer, afterwards);
    output.line(output.colours.green(`✓ ${reason}`));
    output.result({ ok: true, id, plan: plan.kind, reason });
  } finally {
    asked.close();
  }
}

function tell(
  { output }: Session,
  service: string,
  plan: Exclude<RollbackPlan, { kind: "impossible" }>,
  blind: string | undefined,
): void {
  output.note(`${output.colours.bold(service)}: ${plan.says}`);
  if (plan.kind === "reRelease") output.note(`  not at once, because ${plan.whyNotAtOnce}`);
  if (blind !== undefined) output.note(output.colours.yellow(`  ${blind}`));
}

/**
 * In an emergency users are not kept from going back because something cannot be read, or is newer than this command:
 * the function looks again.
 */
async function planned(
  place: Place,
  wanted: string,
  wish: Wish,
): Promise<{ plan: RollbackPlan; blind?: string }> {
  const named = await registeredService(place, wanted).catch((error: unknown) =>
    inWords(error, `look for ${wanted}`),
  );
  // Without credentials, and for a service that is none, the function could not be asked either.
  if (named instanceof Refusal) throw named;
  try {
    if (named instanceof Error) throw named;
    return { plan: await seenPlan(place, wanted, wish) };
  } catch (error) {
    const told = inWords(error, `look at ${wanted}`);
    if (wish.to !== undefined) throw told;
    const says =
      "users go back at once, by one call, where a fleet was kept to go back to; else it is refused";
    return { plan: { kind: "switchBack", says }, blind: told.message };
  }
}

async function seenPlan(place: Place, service: string, wish: Wish): Promise<RollbackPlan> {
  const { state, observed, now } = await readService(place, service);
  if ("why" in observed) throw new Failure(observed.why);
  const newest = await endedReleases(place, service, NEWEST);
  const isAmong = newest.some(({ release }) => release.id === wish.to);
  const older = wish.to === undefined || isAmong ? undefined : await endedRelease(place, service, wish.to);
  const ended = older === undefined ? newest : [...newest, older];
  return planRollback({ state, observed: observed.value, now }, ended, wish);
}

function ask(asked: ReleaseFunction, wish: ReleaseWish): Promise<ReleaseAnswer> {
  return said(
    asked.ask(wish),
    `ask the function ${asked.name}`,
    "it is not there; run pulumi up, or use the call in docs/runbook.md",
  );
}

/**
 * Asks until it is over; each question with the same id is one more pass, so that users need not wait for the sweep.
 *
 * @throws Failure when it came to nothing, or cannot be asked any more
 */
async function untilOver(
  { output, signal }: Session,
  asked: ReleaseFunction,
  wish: ReleaseWish,
  first: ReleaseAnswer,
  afterwards: string,
): Promise<string> {
  const since = Date.now();
  let answer = first;
  for (let failures = 0; answer.state === "underway" && Date.now() - since < LONGEST_MS;) {
    output.progress(`… ${answer.reason}`);
    const quick = Date.now() - since < QUICK_MS;
    await sleep(quick ? QUICK_EVERY_MS : EVERY_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) throw new Failure(`it goes on by itself: ${afterwards}`);
    try {
      answer = await ask(asked, wish);
      failures = 0;
    } catch (error) {
      if (++failures >= FAILURES) throw error;
      output.progress(`… ${error instanceof Error ? error.message : String(error)}; asking again`);
    }
  }
  if (answer.state === "done") return answer.reason;
  if (answer.state === "refused") throw new Failure(answer.reason);
  throw new Failure(`it is not over yet (${answer.reason}), and goes on by itself: ${afterwards}`);
}

/** The engine's reasons end in what helps, behind the last semicolon. */
function impossible(service: string, reason: string): Refusal {
  const at = reason.lastIndexOf("; ");
  const [got, remedy] =
    at === -1 ? [reason, "multistage status shows how it is"] : [reason.slice(0, at), reason.slice(at + 2)];
  return new Refusal({ property: `rollback of ${service}`, rule: "possible", got, remedy });
}
