/** The stage of a function on AWS: its name comes from the environment, everything else from names. */
import { releaseStageOf } from "../../../naming/release-environment";
import type { StagePorts } from "../stage-ports";
import { Calls } from "./calls";
import { sharedClients } from "./clients";
import { startedBy } from "./jobs";
import { portsOf, servicesOf } from "./ports";
import { answerVersion, type VersionAnswer, type VersionQuestion } from "./versions";

/** Seconds for an answer of `deploy` to another function. */
const VERSION_SECONDS = 10;

/**
 * @param versions - who asks instances for their release: this function, or the function deploy
 * @throws Refusal where the environment does not tell the stage
 */
export function stageOnAws(versions: "here" | "by deploy"): StagePorts {
  const { project, stage } = releaseStageOf(process.env);
  return {
    now: () => Date.now(),
    services: (deadline) => servicesOf({ project, stage, deadline }),
    portsOf: (service, deadline) => portsOf({ project, stage, service, deadline, versions }),
    startedBy: (service, executionId, deadline) =>
      startedBy(new Calls(sharedClients(), deadline), { project, stage, service }, executionId),
  };
}

/** What the instances behind a service's preview answer. */
export function versionOnAws(question: VersionQuestion): Promise<VersionAnswer> {
  const { project, stage } = releaseStageOf(process.env);
  return answerVersion({ project, stage, deadline: Date.now() + VERSION_SECONDS * 1000 }, question);
}
