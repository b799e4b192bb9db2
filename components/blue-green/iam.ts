/** What the instances of a service may do. Pure: ARNs in, documents out. */
import { policy, trust, type PolicyDocument, type Statement } from "../policy-document";

/** EC2 itself, and nobody else, may take the role. */
export const TRUST = trust("ec2.amazonaws.com");

/** Read which revision their colour runs, fetch it, and be reached by people through Session Manager. */
export function instancePolicy(
  revisionParameterArns: readonly string[],
  bucketArn: string,
  service: string,
): PolicyDocument {
  return policy(
    {
      Sid: "ReadOwnRevisions",
      Effect: "Allow",
      Action: ["ssm:GetParameter"],
      Resource: revisionParameterArns,
    },
    {
      Sid: "FetchOwnRevisions",
      Effect: "Allow",
      // Always a version that a release has named, never the newest.
      Action: ["s3:GetObjectVersion"],
      // Every artifact of this service alone.
      Resource: `${bucketArn}/${service}/*`,
    },
    SESSION_MANAGER,
  );
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html */
const SESSION_MANAGER: Statement = {
  Sid: "OpenSessions",
  Effect: "Allow",
  Action: [
    "ssm:UpdateInstanceInformation",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
  ],
  // The channels are not resources with ARNs.
  Resource: "*",
};
