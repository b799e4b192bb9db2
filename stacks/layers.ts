/** What a stage has once, for all its services: made by its stack, or taken from the stack that shares it. */
import type * as pulumi from "@pulumi/pulumi";
import type { ArtifactBucket } from "../components/artifact-bucket";
import type { LoadBalancerReference } from "../components/blue-green/blue-green-service";
import type { StepFunctions } from "../components/delivery-pipeline/delivery-pipeline";

export interface Layers {
  readonly network: NetworkLayer;
  /** What the stage's private names stand below, where it has them. */
  readonly privateDomain?: pulumi.Output<string | undefined>;
  /** Where the stage has a load balancer. */
  readonly releases?: ReleaseLayer;
}

export interface NetworkLayer {
  readonly vpcId: pulumi.Output<string>;
  readonly publicSubnetIds: pulumi.Output<string[]>;
  readonly privateSubnetIds: pulumi.Output<string[]>;
}

/** What services in two fleets are released with. */
export interface ReleaseLayer {
  readonly loadBalancer: LoadBalancerReference;
  readonly artifactBucket: ArtifactBucket;
  readonly functions: StepFunctions;
  readonly approvalTopicArn: pulumi.Output<string>;
  readonly alarmTopicArn: pulumi.Output<string>;
}
