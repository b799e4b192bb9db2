/** Who may do what around a serverless service. Pure: ARNs in, documents out. */
import { policy, writeOwnLog, type PolicyDocument, type Statement } from "../policy-document";

/** What the function itself may do: write its own log, and live in the VPC where it has one. */
export function functionPolicy(logGroupArn: string, inVpc: boolean): PolicyDocument {
  const log = writeOwnLog(logGroupArn);
  return inVpc ? policy(log, NETWORK_INTERFACES) : policy(log);
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
