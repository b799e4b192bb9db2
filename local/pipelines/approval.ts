/**
 * What a person who is to approve is told, by a topic. Pure.
 * Source: https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-json-format.html
 */
import type { ActionRun, Execution } from "./execution";

export interface Notice {
  readonly topicArn: string;
  readonly subject: string;
  readonly message: string;
}

/** Undefined where the action names no topic. */
export function notice({ pipeline }: Execution, run: ActionRun): Notice | undefined {
  const { NotificationArn, CustomData, ExternalEntityLink } = run.configuration;
  if (NotificationArn === undefined) return undefined;
  const { name, region } = pipeline;
  const consoleLink = `https://${region}.console.aws.amazon.com/codesuite/codepipeline/pipelines/${name}/view?region=${region}`;
  const approval = {
    pipelineName: name,
    stageName: run.stage,
    actionName: run.action.name,
    token: run.token,
    ...(run.due === undefined
      ? {}
      : { expires: `${new Date(run.due.at).toISOString().slice(0, 16).replace("T", " ")} UTC` }),
    externalEntityLink: ExternalEntityLink ?? null,
    approvalReviewLink: `${consoleLink}#/${run.stage}/${run.action.name}/approve/${run.token ?? ""}`,
    customData: CustomData ?? null,
  };
  // A subject may have 100 characters.
  const subject = `APPROVAL NEEDED: AWS CodePipeline ${name} for action ${run.action.name}`.slice(0, 100);
  return {
    topicArn: NotificationArn,
    subject,
    message: JSON.stringify({ region, consoleLink, approval }),
  };
}
