/** Reads services as the release functions would, and says in words what cannot be read. */
import { nearest } from "../../refusal/nearest";
import { Refusal } from "../../refusal/refusal";
import { pipelineName } from "../../runtime/release/aws/executions";
import { portsOf, servicesOf, type AwsPorts } from "../../runtime/release/aws/ports";
import type { EndedRelease } from "../../runtime/release/ports";
import { newState, stateFrom, type Phase, type State } from "../../runtime/release/state";
import type { Observed } from "../../runtime/release/observed";
import { inWords, kindOf, said } from "./aws/in-words";
import { Pipeline } from "./aws/pipeline";
import type { Place } from "./place";
import type { OpenQuestion, OrWhy, ServiceRead } from "./service-read";

/** What to say where release control is not there. */
export const NO_TABLE = "the table of release records is not there; run pulumi up";

/** What is read of one service has to be there by then. */
const DEADLINE_MS = 30_000;

/**
 * The services of the stage that are registered, in their order.
 *
 * @throws Refusal when there is none; what `inWords` makes of AWS's errors
 */
export async function registeredServices(place: Place): Promise<readonly string[]> {
  const { project, stage } = place;
  const names = await said(servicesOf(atPlace(place)), `read the services of ${project} ${stage}`);
  if (names.length > 0) return names;
  const where = place.region === undefined ? "in the region of this shell" : `in ${place.region}`;
  throw new Refusal({
    property: `${project} ${stage}`,
    rule: "a stage with a service in two fleets",
    got: `none ${where}`,
    remedy: "run pulumi up, or look into another region (--region) or account",
  });
}

/**
 * The service that is meant; the only one where none is named.
 *
 * @throws Refusal when it is not registered; as `registeredServices` does
 */
export async function registeredService(place: Place, wanted: string | undefined): Promise<string> {
  const names = await registeredServices(place);
  const [only] = names;
  if (wanted === undefined && only !== undefined && names.length === 1) return only;
  if (wanted !== undefined && names.includes(wanted)) return wanted;
  throw new Refusal({ property: "service", ...misnamed(place, names, wanted) });
}

function misnamed(
  { project, stage, declared }: Place,
  names: readonly string[],
  wanted: string | undefined,
): { rule: string; got: string; remedy: string } {
  const rule = `a service of ${project} ${stage} in two fleets (${names.join(", ")})`;
  if (wanted === undefined) return { rule, got: "nothing", remedy: "name one" };
  if (declared?.others.includes(wanted) === true)
    return { rule, got: `${wanted}, which is serverless`, remedy: "name another" };
  if (declared?.released.includes(wanted) === true)
    return { rule, got: `${wanted}, which is declared and not registered yet`, remedy: "run pulumi up" };
  const close = nearest(wanted, names);
  return {
    rule,
    got: wanted,
    remedy: close === undefined ? "name one of these" : `perhaps ${close} is meant`,
  };
}

/** Reads one; what people may not read, or does not answer, is told in its place. */
export async function readService(place: Place, service: string): Promise<ServiceRead> {
  const ports = portsOf({ ...atPlace(place), service, versions: "by deploy" });
  const [registration, state] = await Promise.all([
    said(ports.registration(), `read the registration of ${service}`),
    recordedState(ports, service),
  ]);
  const [observed, questions] = await Promise.all([
    orWhy(look(ports, state), `see rules, fleets and alarms of ${service}`),
    orWhy(openQuestions(place, service), `see the pipeline of ${service}`),
  ]);
  return { service, registration, state, observed, questions, now: Date.now() };
}

/** What is recorded of one alone: one read. */
export async function readState(place: Place, service: string): Promise<State> {
  const ports = portsOf({ ...atPlace(place), service, versions: "by deploy" });
  return recordedState(ports, service);
}

/** One that is over, by its id; undefined where there is none. */
export function endedRelease(place: Place, service: string, id: string): Promise<EndedRelease | undefined> {
  const ports = portsOf({ ...atPlace(place), service, versions: "by deploy" });
  return said(ports.ended(id), `read the history of ${service}`, NO_TABLE);
}

export async function openQuestions(place: Place, service: string): Promise<readonly OpenQuestion[]> {
  const pipeline = new Pipeline(pipelineName({ ...place, service }), place.region);
  try {
    return await pipeline.questions();
  } finally {
    pipeline.close();
  }
}

/**
 * That version of a service's artifact, as a release would take it.
 *
 * @throws Refusal where it is gone, no zip archive, or tagged for another service; what `inWords` makes of AWS's errors
 */
export function artifactOf(
  place: Place,
  service: string,
  versionId: string,
): ReturnType<AwsPorts["artifactOf"]> {
  const ports = portsOf({ ...atPlace(place), service, versions: "by deploy" });
  return said(ports.artifactOf(versionId), `look at the artifact of ${service}`);
}

async function recordedState(ports: AwsPorts, service: string): Promise<State> {
  const { state } = await said(ports.records.read(), `read the release record of ${service}`, NO_TABLE);
  return state === undefined ? newState(service) : stateFrom(state);
}

/**
 * Looks at everything. In some phases the engine asks the new fleet which release it runs, through a function; a look from
 * here takes health for it, so that nothing is called.
 */
async function look(ports: AwsPorts, state: State): Promise<Observed> {
  const { open } = state;
  const isAsking = open !== undefined && ASKING.includes(open.phase);
  const quiet: State = isAsking ? { ...state, open: { ...open, phase: "deployed" } } : state;
  try {
    return await ports.observe({ kind: "sweep" }, quiet);
  } catch (error) {
    // Who may see fleets need not be allowed to see artifacts and executions, which only an open release has.
    if (open === undefined || kindOf(error) !== "notAllowed") throw error;
    return ports.observe({ kind: "sweep" }, { ...state, open: undefined });
  }
}

const ASKING: readonly Phase[] = ["deploying", "switching", "moving"];

async function orWhy<T>(asked: Promise<T>, doing: string): Promise<OrWhy<T>> {
  try {
    return { value: await asked };
  } catch (error) {
    return { why: inWords(error, doing).message };
  }
}

function atPlace({ project, stage, region }: Place) {
  return {
    project,
    stage,
    deadline: Date.now() + DEADLINE_MS,
    ...(region === undefined ? {} : { region }),
  };
}
