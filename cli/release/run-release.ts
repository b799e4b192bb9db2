/** `multistage release`: starts a service's pipeline with an artifact that is uploaded, and follows it. */
import { randomUUID } from "node:crypto";
import { Refusal } from "../../refusal/refusal";
import { pipelineName } from "../../runtime/release/aws/executions";
import type { ArtifactRead } from "../../runtime/release/observed";
import type { Session } from "../command";
import { Failure } from "../exit";
import { uploaded, type Uploaded } from "./aws/artifacts";
import { said } from "./aws/in-words";
import { openQuestions, Pipeline } from "./aws/pipeline";
import { follow } from "./follow";
import { placeOf, type PlaceOptions } from "./place";
import type { Look } from "./progress";
import { artifactOf, readService, readState, registeredService } from "./read-services";
import { outcomeText, shortCommit } from "./release-text";
import { shownQuestion, type ServiceRead } from "./service-read";
import { momentText } from "./times";
import { beginVerdict } from "./way-back";
import { whoAsks } from "./who";

export interface ReleaseOptions extends PlaceOptions {
  /** The version of the artifact's object; the newest, unless given. */
  readonly artifact?: string;
  /** False: returns once the pipeline is started. */
  readonly wait?: boolean;
}

/** Returns where the release is done or a person is asked. Throws Refusal where it cannot begin; Failure for another end. */
export async function runRelease(session: Session, wanted: string, options: ReleaseOptions): Promise<void> {
  const { output } = session;
  const place = placeOf(session.project, options);
  const service = await registeredService(place, wanted);
  const read = await readService(place, service);
  const { artifacts } = read.registration;
  const artifact = await said(
    uploaded(place.region, artifacts.bucket, service, options.artifact),
    `look for the artifact of ${service}`,
    `the bucket ${artifacts.bucket} is not there; run pulumi up`,
  );
  if (artifact === undefined) throw notUploaded(artifacts.bucket, service, options.artifact);
  await artifactOf(place, service, artifact.versionId);
  tell(session, service, artifact, waitsBehind(read, artifact));

  const pipeline = new Pipeline(pipelineName({ ...place, service }), place.region);
  try {
    const starting = pipeline.start(artifact.versionId, randomUUID());
    const id = await said(starting, `start the pipeline ${pipeline.name}`, "it is not there; run pulumi up");
    output.note(`  execution ${id} of ${pipeline.name}; its release has the same id`);
    if (options.wait === false) {
      output.line(id);
      output.result({ ok: true, id, pipeline: pipeline.name, artifact });
      return;
    }
    const look = async (): Promise<Look> => {
      const [state, asked, { status, summary }] = await Promise.all([
        readState(place, service),
        said(pipeline.asked(), `see the pipeline ${pipeline.name}`),
        said(pipeline.execution(id), `see the pipeline ${pipeline.name}`),
      ]);
      const isOver = !["InProgress", "Stopping"].includes(status);
      const pipelineEnd = isOver ? `${status}${summary === undefined ? "" : ` (${summary})`}` : undefined;
      return { state, questions: openQuestions(pipeline.name, asked), pipelineEnd };
    };
    const stop = await follow(session, id, look, `multistage status ${service} ${place.asTold} shows it`);
    switch (stop.kind) {
      case "neverBegan":
        throw new Failure(`release ${id} never began: ${stop.reason}`);
      case "asks": {
        const question = shownQuestion(stop.question);
        const preview = read.registration.previewUrl;
        output.line(
          `${output.colours.yellow(`release ${id} waits for a person (${question.action})`)}; the preview shows it at ${preview}`,
        );
        output.line(`  multistage approve ${service} ${place.asTold}`);
        output.result({ ok: true, id, state: "asks", question, preview });
        return;
      }
      case "over": {
        const { outcome, reason, trouble } = stop.end;
        if (outcome !== "done" || trouble !== undefined)
          throw new Failure(`release ${id} ${outcomeText(outcome, output.colours)}: ${reason}`);
        output.line(output.colours.green(`✓ ${reason}`));
        output.result({ ok: true, id, state: outcome, reason });
      }
    }
  } finally {
    pipeline.close();
  }
}

function tell({ output }: Session, service: string, artifact: Uploaded, waits: string | undefined): void {
  const { bucket, key, versionId, at, commit } = artifact;
  output.note(
    `${output.colours.bold(service)}: s3://${bucket}/${key}, version ${versionId}${at === undefined ? "" : ` of ${momentText(at)}`}${commit === undefined ? "" : `, commit ${shortCommit(commit)}`}`,
  );
  if (waits !== undefined) output.note(output.colours.yellow(`  ${waits}`));
}

/**
 * What it has to wait for; undefined for nothing.
 *
 * @throws Refusal where the engine would refuse it at once
 */
function waitsBehind({ service, state, observed, now }: ServiceRead, found: Uploaded): string | undefined {
  // Who may start a pipeline need not see fleets; the engine looks itself.
  if ("why" in observed) return observed.why;
  const { bucket, key, versionId, commit } = found;
  const goal = {
    kind: "prepare",
    executionId: "asked",
    by: whoAsks(),
    artifact: { bucket, key, versionId, sha256: "0".repeat(64) },
    ...(commit === undefined ? {} : { commit }),
    since: now,
  } as const;
  const artifact: ArtifactRead = { state: "found" };
  const seen = { state, observed: { ...observed.value, artifact }, now };
  const { granted, guard, reason } = beginVerdict(seen, goal);
  if (!granted)
    throw new Refusal({
      property: `release of ${service}`,
      rule: "possible",
      got: reason,
      remedy: "multistage status shows how it is",
    });
  return guard === "begin" ? undefined : reason;
}

function notUploaded(bucket: string, service: string, version: string | undefined): Refusal {
  const rule = `a version of ${service}/revision.zip in ${bucket}`;
  if (version !== undefined)
    return new Refusal({ property: "--artifact", rule, got: version, remedy: "leave it out for the newest" });
  const remedy = "upload what multistage package makes";
  return new Refusal({ property: "artifact", rule, got: "nothing", remedy });
}
