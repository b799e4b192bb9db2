/** What the flow logs of a VPC may do, and who may do it. Pure: ARNs in, documents out. */
import { policy, trust, type PolicyDocument, type TrustDocument } from "../policy-document";

/**
 * The flow logs of this account and region, and nobody else's: the log's own id is known only after its role is there
 * (https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html).
 */
export function flowLogsTrust(logGroupArn: string): TrustDocument {
  const [arn, partition, , region, account] = logGroupArn.split(":");
  return trust("vpc-flow-logs.amazonaws.com", {
    StringEquals: { "aws:SourceAccount": account ?? "" },
    ArnLike: { "aws:SourceArn": [arn, partition, "ec2", region, account, "vpc-flow-log/*"].join(":") },
  });
}

/**
 * Write this one log. The page above has more, all of it on everything: creating a group that is there, and looking for
 * it among all others, which a log that knows its group by its ARN need not (aws-cdk's FlowLog grants the same three).
 */
export function flowLogsPolicy(logGroupArn: string): PolicyDocument {
  return policy({
    Sid: "WriteOwnLog",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    // The group itself, which is listed, and any stream of it.
    Resource: [logGroupArn, `${logGroupArn}:*`],
  });
}
