/**
 * Which release answers at the preview: asked by whoever is in the VPC, which is the function `deploy`; the others have it
 * ask. A connection for each request, so that the load balancer chooses a target each time.
 */
import { InvokeCommand } from "@aws-sdk/client-lambda";
import * as z from "zod/mini";
import { physicalName } from "../../../naming/names";
import { SERVICE, SERVICE_RULE } from "../../../naming/identity";
import { Refusal } from "../../../refusal/refusal";
import { schemaProblems } from "../../../refusal/schema-problems";
import { whole } from "../parse";
import type { Registration } from "../registration";
import { Calls } from "./calls";
import { sharedClients, type Clients } from "./clients";
import { readDeclared, type ServiceIdentity } from "./parameters";
import { answersAt } from "./preview";

/** More are not asked, however many targets there are. */
export const MOST_QUESTIONS = 100;

const question = z.strictObject({
  ask: z.literal("version"),
  service: z.string().check(z.regex(SERVICE, SERVICE_RULE)),
  releaseId: z.string().check(z.minLength(1, "the id of a release")),
  times: whole(1, MOST_QUESTIONS),
});
/** What `deploy` is invoked with. */
export type VersionQuestion = Readonly<z.infer<typeof question>>;

const answer = z.object({ all: z.boolean(), reason: z.string() });
/** Whether every answer was the release's id; why not, or how many there were. */
export type VersionAnswer = Readonly<z.infer<typeof answer>>;

/** Asks so many times which release a service's preview shows. */
export type AskVersion = (
  registration: Registration,
  releaseId: string,
  times: number,
) => Promise<VersionAnswer>;

/**
 * The question in an event; undefined where it is none.
 *
 * @throws Refusal for one that is malformed
 */
export function questionFrom(event: unknown): VersionQuestion | undefined {
  if (typeof event !== "object" || event === null || !("ask" in event)) return undefined;
  const { success, data, error } = question.safeParse(event);
  if (success) return data;
  throw new Refusal(...schemaProblems(error.issues, event, "let multistage ask"));
}

/** Where and by when a question is answered. */
export interface AnsweringOptions {
  readonly project: string;
  readonly stage: string;
  readonly region?: string;
  /** Milliseconds since 1970. */
  readonly deadline: number;
}

/** The side of `deploy`. @throws Refusal and CallFailed where the service's registration cannot be read */
export async function answerVersion(
  { project, stage, region, deadline }: AnsweringOptions,
  { service, releaseId, times }: VersionQuestion,
  clients: Clients = sharedClients(region),
): Promise<VersionAnswer> {
  const calls = new Calls(clients, deadline);
  const { registration } = await readDeclared(calls, { project, stage, service });
  return askHere(registration, releaseId, times, deadline);
}

export async function askHere(
  { previewUrl, versionPath }: Registration,
  releaseId: string,
  times: number,
  deadline: number,
): Promise<VersionAnswer> {
  const url = new URL(versionPath, previewUrl);
  const answers = await answersAt(url, times, deadline);
  const others = answers.filter((one) => one !== `"${releaseId}"`);
  const said = `${times - others.length} of ${times} answers of ${url.href} were release ${releaseId}`;
  const different = [...new Set(others)].slice(0, 3).join(", ");
  return { all: others.length === 0, reason: different === "" ? said : `${said}, others ${different}` };
}

const invoked = z.object({
  FunctionError: z.optional(z.string()),
  Payload: z.optional(z.instanceof(Uint8Array)),
});

/** The side of those who are not in the VPC. @throws CallFailed where `deploy` gave no answer */
export async function askByDeploy(
  calls: Calls,
  { project, stage, service }: ServiceIdentity,
  releaseId: string,
  times: number,
): Promise<VersionAnswer> {
  const asked: VersionQuestion = { ask: "version", service, releaseId, times };
  const command = new InvokeCommand({
    FunctionName: physicalName("aws:lambda/function:Function", { project, stage, role: "deploy" }),
    Payload: Buffer.from(JSON.stringify(asked)),
  });
  return calls.ask("lambda:Invoke", answer, async (options) => {
    const { FunctionError, Payload } = invoked.parse(await calls.clients.lambda.send(command, options));
    const text = Buffer.from(Payload ?? []).toString();
    if (FunctionError !== undefined) throw new Error(`deploy ended with an error: ${text.slice(0, 300)}`);
    return JSON.parse(text) as unknown;
  });
}
