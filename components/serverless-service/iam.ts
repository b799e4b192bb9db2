/** Who may do what around a serverless service. Pure: ARNs in, documents out. */

interface Statement {
  Sid: string;
  Effect: "Allow";
  Action: string[];
  Resource: string | string[];
}

export interface PolicyDocument {
  Version: "2012-10-17";
  Statement: Statement[];
}

/** Lambda itself, and nobody else, may take the role. */
export const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
} as const;

/** What the function itself may do: write its own log, and live in the VPC where it has one. */
export function functionPolicy(logGroupArn: string, inVpc: boolean): PolicyDocument {
  const log: Statement = {
    Sid: "WriteOwnLog",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: `${logGroupArn}:*`,
  };
  return { Version: "2012-10-17", Statement: inVpc ? [log, NETWORK_INTERFACES] : [log] };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const NETWORK_INTERFACES: Statement = {
  Sid: "JoinVpc",
  Effect: "Allow",
  Action: [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
  ],
  // Lambda makes the interfaces in this role's name and refuses a function whose role is narrower than this.
  Resource: "*",
};
