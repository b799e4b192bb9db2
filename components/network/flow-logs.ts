/** Who talks to whom in the VPC: the log, the role that writes it, and what has it written. */
import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as ec2 from "@pulumi/aws/ec2";
import type * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { DEFAULT_LOG_RETENTION_DAYS } from "../log-retention";
import { createRole } from "../role";
import { flowLogsPolicy, flowLogsTrust } from "./iam";
import { partOf, type Plan } from "./plan";
import type { FlowLogs } from "./resolve";

export function createFlowLogs(
  plan: Plan,
  { retentionDays = DEFAULT_LOG_RETENTION_DAYS }: FlowLogs,
  vpcId: pulumi.Output<string>,
): void {
  const { parent } = plan;
  const part = partOf(plan, "flowlogs");
  const { logicalName, identity, tags } = part;
  const log = new cloudwatch.LogGroup(
    logicalName,
    {
      name: physicalName("aws:cloudwatch/logGroup:LogGroup#flow", identity),
      retentionInDays: retentionDays,
      tags,
    },
    { parent },
  );
  const { role, rolePolicy } = createRole(
    { parent, ...part },
    log.arn.apply(flowLogsTrust),
    log.arn.apply(flowLogsPolicy),
  );
  new ec2.FlowLog(
    logicalName,
    { vpcId, trafficType: "ALL", logDestination: log.arn, iamRoleArn: role.arn, tags },
    // Without its policy the first records could not be written.
    { parent, dependsOn: [rolePolicy] },
  );
}
