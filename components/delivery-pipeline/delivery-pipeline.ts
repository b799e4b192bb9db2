/** How a service is delivered: from an upload to the artifact bucket to its release, through one pipeline. */
import * as codepipeline from "@pulumi/aws/codepipeline";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import type { ArtifactBucket } from "../artifact-bucket";
import { refuse } from "../refuse";
import { createRole } from "../role";
import { PIPELINE_TRUST, pipelinePolicy } from "./iam";
import { pipelineProblems } from "./resolve";
import { revisionKey, stages } from "./stages";
import { createTrigger } from "./trigger";

/** A function that carries out a step. */
export interface StepFunction {
  name: pulumi.Input<string>;
  arn: pulumi.Input<string>;
}

/** The steps of a release. */
export interface StepFunctions {
  prepare: StepFunction;
  deploy: StepFunction;
  release: StepFunction;
}

/** A question to a person. */
export interface Approval {
  /** The topic that tells who may say it; in the region of the pipeline. */
  topicArn: pulumi.Input<string>;
  /**
   * Minutes the answer may take; after them it is no. 5 to 86,400, of a confirmation to 43,200, which is 30 days: both
   * fleets run until then. Defaults to 1,440, a day.
   */
  timeoutMinutes?: number;
}

export interface DeliveryPipelineArgs {
  /** Names and tags are derived from it; `service` must be given. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  /** A revision uploaded to it at `<service>/revision.zip` starts the pipeline, which keeps its artifacts there, too. */
  artifactBucket: ArtifactBucket;
  /** What carries out the steps: the functions of ReleaseControl. */
  functions: StepFunctions;
  /**
   * Defaults to none: every revision that proves healthy is released. The service has to say so, too, by its
   * `approvalRequired`; else nothing is.
   */
  approval?: Approval;
  /**
   * Whether, once a release was watched, a person is asked again: yes retires the fleet before it at once, no or no
   * answer takes users back. The service has to say so, too, by its `confirmRequired`; else the answer changes nothing.
   * Defaults to none.
   */
  confirmation?: Approval;
}

/**
 * A pipeline (CodePipeline V2) that releases every revision of a service, one after the other.
 *
 * Throws `InputPropertiesError` when the service or a function is missing, the topic of a question is no topic or its
 * minutes are out of range, and `Refusal` for an identity that gives no valid name.
 *
 * @example
 * const control = new ReleaseControl("release-control", {
 *   identity: { project: "shop", stage: "dev" },
 *   ownership: { owner: "web", costCenter: "1000" },
 * });
 * const pipeline = new DeliveryPipeline("storefront", {
 *   identity: { project: "shop", stage: "dev", service: "storefront" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   artifactBucket: { name: control.artifactBucketName, arn: control.artifactBucketArn },
 *   functions: control.functions,
 * });
 */
export class DeliveryPipeline extends pulumi.ComponentResource {
  readonly pipelineName: pulumi.Output<string>;
  readonly pipelineArn: pulumi.Output<string>;

  constructor(name: string, args: DeliveryPipelineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:DeliveryPipeline", name, args, opts);
    refuse(pipelineProblems(args));
    const { service = "" } = args.identity;
    const pipeline = createPipeline(this, name, service, args);
    createTrigger(this, name, service, args, pipeline.arn);

    this.pipelineName = pipeline.name;
    this.pipelineArn = pipeline.arn;
    this.registerOutputs({ pipelineName: this.pipelineName, pipelineArn: this.pipelineArn });
  }
}

function createPipeline(
  parent: DeliveryPipeline,
  name: string,
  service: string,
  args: DeliveryPipelineArgs,
): codepipeline.Pipeline {
  const identity = { ...args.identity, role: "pipeline" };
  const tagged = { tags: tags(identity, args.ownership) };
  const { artifactBucket, functions, approval, confirmation } = args;
  const pipelineName = physicalName("aws:codepipeline/pipeline:Pipeline", identity);

  const resources = pulumi.output({
    pipelineName,
    bucketArn: artifactBucket.arn,
    revisionKey: revisionKey(service),
    functionArns: [functions.prepare.arn, functions.deploy.arn, functions.release.arn],
    topicArns: [approval, confirmation].flatMap((asked) => (asked === undefined ? [] : [asked.topicArn])),
  });
  const { role, rolePolicy } = createRole(
    { parent, logicalName: `${name}-pipeline`, identity, ...tagged },
    PIPELINE_TRUST,
    resources.apply(pipelinePolicy),
  );
  return new codepipeline.Pipeline(
    `${name}-pipeline`,
    {
      name: pipelineName,
      pipelineType: "V2",
      // Every revision in its turn; the default would drop those that wait.
      executionMode: "QUEUED",
      roleArn: role.arn,
      artifactStores: [{ type: "S3", location: artifactBucket.name }],
      stages: stages(service, args),
      ...tagged,
    },
    // CodePipeline starts a new pipeline at once.
    { parent, dependsOn: [rolePolicy] },
  );
}
