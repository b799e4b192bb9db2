/** What a preview of a stage needs to see, for pull requests: it changes nothing. Pure. */
import { policy, type PolicyDocument } from "../policy-document";
import { stageArns, type Place, type StageIdentity } from "./place";
import { stateReading, type StateOwner } from "./state-access";

/**
 * The state with its secrets, and what the program looks up. Whoever can open a pull request that runs with it can read
 * those secrets: take it by pull requests of people who may.
 */
export function previewerPolicy(stage: StageIdentity, state: StateOwner, place: Place): PolicyDocument {
  const { servicePath } = stageArns(stage, place);
  const images = `arn:${place.partition}:ssm:${place.region}::parameter/aws/service/*`;
  return policy(
    ...stateReading(stage, state, place),
    {
      Sid: "SeeServices",
      Effect: "Allow",
      Action: ["ssm:GetParameter", "ssm:GetParametersByPath"],
      // What releases have recorded of every service; and where AWS publishes the ids of its images.
      Resource: [servicePath, `${servicePath}/*`, images],
    },
    {
      Sid: "SeeNetworks",
      Effect: "Allow",
      Action: [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeImages",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcs",
        // Listeners that exist, and the rules of services as they are.
        "elasticloadbalancing:Describe*",
      ],
      // Describing knows no resource.
      Resource: "*",
    },
    {
      Sid: "SeeZones",
      Effect: "Allow",
      Action: ["route53:GetHostedZone", "route53:ListHostedZonesByName", "route53:ListTagsForResource"],
      // Nor does looking for a zone by its name.
      Resource: "*",
    },
  );
}
