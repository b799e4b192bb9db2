/** The bucket in which the load balancer writes down every request. */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as s3 from "@pulumi/aws/s3";
import * as pulumi from "@pulumi/pulumi";
import { bucketName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { createPrivateBucket, type PrivateBucket } from "../private-bucket";
import type { LoadBalancerArgs } from "./load-balancer";

/**
 * With S3's own keys, as Elastic Load Balancing writes with no others
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html).
 */
export function createAccessLogs(
  parent: pulumi.Resource,
  name: string,
  { identity, ownership, protection = false }: LoadBalancerArgs,
  days: number,
): PrivateBucket {
  const own = { ...identity, role: "accesslogs" };
  const logicalName = `${name}-accesslogs`;
  const { accountId } = getCallerIdentityOutput({}, { parent });
  const { region } = getRegionOutput({}, { parent });
  const made = createPrivateBucket(
    logicalName,
    {
      name: pulumi.all([accountId, region]).apply(([account, place]) => bucketName(own, account, place)),
      forceDestroy: !protection,
      alsoAllows: (arn) => accountId.apply((account) => [delivery(arn, account)]),
      tags: tags(own, ownership),
    },
    { parent, protect: protection },
  );
  new s3.BucketLifecycleConfiguration(
    logicalName,
    {
      bucket: made.bucket.bucket,
      rules: [
        {
          id: "expire",
          status: "Enabled",
          filter: { prefix: "" },
          expiration: { days },
          // Nothing overwrites a log; what has expired is a version for a day.
          noncurrentVersionExpiration: { noncurrentDays: 1 },
          abortIncompleteMultipartUpload: { daysAfterInitiation: 1 },
        },
      ],
    },
    { parent },
  );
  return made;
}

/** Logs of this account's load balancers alone; in every region the same service writes them. */
function delivery(bucketArn: string, accountId: string): unknown {
  return {
    Sid: "DeliverLogs",
    Effect: "Allow",
    Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/AWSLogs/${accountId}/*`,
  };
}
