/** What the keeper of a stage's names may do. Pure: ARNs in, statements out. */
import type { Statement } from "../policy-document";

/** A zone, and the domain of a stage in it. */
export interface NamedZone {
  readonly arn: string;
  readonly domain: string;
}

/**
 * See which instances run, and write and delete addresses and text records below the stage's own domain: in a zone that
 * others use, too, nothing of theirs
 * (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-conditions-route53.html).
 */
export function keepNames({ arn, domain }: NamedZone): Statement[] {
  const names = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
  return [
    {
      Sid: "SeeInstances",
      Effect: "Allow",
      Action: ["ec2:DescribeInstances"],
      // It knows no resource.
      Resource: "*",
    },
    {
      Sid: "ReadNames",
      Effect: "Allow",
      Action: ["route53:GetHostedZone", "route53:ListResourceRecordSets"],
      Resource: arn,
    },
    {
      Sid: "WriteNames",
      Effect: "Allow",
      Action: ["route53:ChangeResourceRecordSets"],
      Resource: arn,
      Condition: {
        "ForAllValues:StringLike": { [names]: `*.${domain}` },
        "ForAllValues:StringEquals": {
          "route53:ChangeResourceRecordSetsRecordTypes": ["A", "TXT"],
          "route53:ChangeResourceRecordSetsActions": ["DELETE", "UPSERT"],
        },
        // A request that says no name would pass the others.
        Null: { [names]: "false" },
      },
    },
  ];
}
