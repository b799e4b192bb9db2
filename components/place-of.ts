/** Where what is being made will be: the provider knows. */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getPartitionOutput } from "@pulumi/aws/getPartition";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "./access/place";

/** The partition, account and region of the provider that makes the children of `parent`. */
export function placeOf(parent: pulumi.Resource): pulumi.Output<Place> {
  const { partition } = getPartitionOutput({}, { parent });
  const { accountId } = getCallerIdentityOutput({}, { parent });
  const { region } = getRegionOutput({}, { parent });
  return pulumi.output({ partition, accountId, region });
}
