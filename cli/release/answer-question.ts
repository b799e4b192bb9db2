/** `multistage approve` and `reject`: shows what a service's pipeline asks, and answers it. */
import { nearest } from "../../refusal/nearest";
import { Refusal } from "../../refusal/refusal";
import { pipelineName } from "../../runtime/release/aws/executions";
import { confirmed } from "../confirm";
import type { Session } from "../command";
import { Failure } from "../exit";
import { nothingToAnswer, questionLines } from "./answer-lines";
import { said } from "./aws/in-words";
import { LONGEST_SUMMARY, openQuestions, Pipeline, type AskedAction } from "./aws/pipeline";
import { placeOf, type Place, type PlaceOptions } from "./place";
import { readService, registeredServices } from "./read-services";
import { shownQuestion, type OpenQuestion, type ServiceRead } from "./service-read";

export interface AnswerOptions extends PlaceOptions {
  readonly why?: string;
  readonly yes?: boolean;
}

/**
 * @throws Refusal when nothing is asked, there is no such service, or nobody can confirm; Failure when the answer was not
 * taken
 */
export async function answerQuestion(
  session: Session,
  service: string,
  status: "Approved" | "Rejected",
  options: AnswerOptions,
): Promise<void> {
  const { output } = session;
  const summary = summaryOf(options.why, status);
  const place = placeOf(session.project, options);
  const pipeline = new Pipeline(pipelineName({ ...place, service }), place.region);
  try {
    const asked = await askedOf(place, service, pipeline);
    const read = await readService(place, service).catch(() => undefined);
    const [question] = openQuestions(pipeline.name, asked);
    if (question === undefined) throw nothingAsked(service, asked, read);
    for (const line of questionLines(service, question, read, output.colours)) output.note(line);
    // A no changes nothing for users, or takes them back: it needs no second word.
    if (status === "Approved")
      await confirmed(session, `approve release ${question.executionId ?? ""}`, service, options.yes);
    await answer(pipeline, { ...question, status, summary }, service);
    output.line(
      `${status === "Approved" ? output.colours.green("✓ approved") : output.colours.yellow("✓ rejected")} ${question.executionId ?? ""}`,
    );
    output.result({ ok: true, service, status, ...shownQuestion(question) });
  } finally {
    pipeline.close();
  }
}

async function askedOf(place: Place, service: string, pipeline: Pipeline): Promise<AskedAction[]> {
  try {
    return await pipeline.asked();
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "PipelineNotFoundException")
      return said(Promise.reject(error as Error), `see the pipeline ${pipeline.name}`);
    const names = await registeredServices(place);
    const close = nearest(service, names);
    throw new Refusal({
      property: "service",
      rule: `a service of ${place.project} ${place.stage} with a pipeline (${names.join(", ")})`,
      got: service,
      remedy:
        close === undefined
          ? "name one of these"
          : close === service
            ? "run pulumi up, which makes it"
            : `perhaps ${close} is meant`,
    });
  }
}

function nothingAsked(
  service: string,
  asked: readonly AskedAction[],
  read: ServiceRead | undefined,
): Refusal {
  const open = read?.state.open;
  const doing = open === undefined ? undefined : `release ${open.id} is ${open.phase}`;
  return new Refusal({
    property: service,
    rule: "a service whose pipeline asks somebody",
    got: nothingToAnswer(asked, doing),
    remedy: "multistage status shows what it waits for",
  });
}

async function answer(
  pipeline: Pipeline,
  given: OpenQuestion & { readonly status: "Approved" | "Rejected"; readonly summary: string },
  service: string,
): Promise<void> {
  try {
    await pipeline.answer(given);
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    if (name === "ApprovalAlreadyCompletedException")
      throw new Failure(
        `somebody else has answered meanwhile; multistage status ${service} shows what it does`,
      );
    if (name === "InvalidApprovalTokenException")
      throw new Failure(
        "the question has expired, or another one is asked by now; look again with multistage status",
      );
    await said(Promise.reject(error as Error), `answer ${given.action} of ${given.pipeline}`);
  }
}

/** @throws Refusal for words that are missing or too long */
function summaryOf(why: string | undefined, status: "Approved" | "Rejected"): string {
  const given = why?.trim() ?? "";
  if (given === "" && status === "Approved" && why === undefined) return "approved with multistage";
  if (given !== "" && given.length <= LONGEST_SUMMARY) return given;
  throw new Refusal({
    property: "--why",
    rule: `1 to ${LONGEST_SUMMARY} characters`,
    got: given === "" ? "nothing" : `${given.length}`,
    remedy: "say it in a sentence",
  });
}
