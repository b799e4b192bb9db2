/** Where the artifacts of a stage's services are, as components hand it to each other. */
import type * as pulumi from "@pulumi/pulumi";

/** A bucket with versions, in which each service has a prefix of its own: `<service>/revision.zip`. */
export interface ArtifactBucket {
  name: pulumi.Input<string>;
  arn: pulumi.Input<string>;
}
