/**
 * Which events the function `events` is called with: those of all of a stage's services, told by the names' beginning,
 * and of no other stage's. Pure.
 */
import type { Identity } from "../../naming/identity";
import { stagePrefix } from "../../naming/names";

/** What starts a rule: events that match a pattern, or a schedule. */
export type Trigger = { readonly eventPattern: string } | { readonly scheduleExpression: string };

/** The rules of a stage by what they are for; their number does not depend on its services. */
export function triggers(identity: Identity): Readonly<Record<string, Trigger>> {
  const ours = [{ prefix: stagePrefix(identity) }];
  return {
    // How a release ends, whoever ended it.
    executions: matching("aws.codepipeline", ["CodePipeline Pipeline Execution State Change"], {
      pipeline: ours,
    }),
    // An approval has no event of its own: it is an action that succeeds or fails.
    approvals: matching("aws.codepipeline", ["CodePipeline Action Execution State Change"], {
      pipeline: ours,
      type: { category: ["Approval"] },
    }),
    instances: matching(
      "aws.autoscaling",
      [
        "EC2 Instance Launch Successful",
        "EC2 Instance Launch Unsuccessful",
        "EC2 Instance Terminate Successful",
        "EC2 Instance Terminate Unsuccessful",
      ],
      { AutoScalingGroupName: ours },
    ),
    alarms: matching("aws.cloudwatch", ["CloudWatch Alarm State Change"], { alarmName: ours }),
    // Events can get lost: what they missed is found within a minute.
    sweep: { scheduleExpression: "rate(1 minute)" },
  };
}

function matching(source: string, detailTypes: readonly string[], detail: object): Trigger {
  return { eventPattern: JSON.stringify({ source: [source], "detail-type": detailTypes, detail }) };
}
