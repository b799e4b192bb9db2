/** What a stage has once for the releases of all its services: artifacts, records, functions and the events they see. */
import type * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { refuse } from "../refuse";
import { createArtifactBucket } from "./artifact-bucket";
import { functionArchives } from "./bundle";
import { createEventRules } from "./event-rules";
import { createReleaseFunctions } from "./release-functions";
import { createReleaseTable } from "./release-table";
import { controlProblems, resolveControl, type ControlSettings } from "./resolve";

export interface ReleaseControlArgs extends ControlSettings {
  /** Names and tags are derived from it; `service` must be left out. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
}

/** A function, as those who call it need to know it. */
export interface FunctionReference {
  name: string;
  arn: string;
}

/** The functions others call. */
export interface ControlFunctions {
  /** The steps of a release, which a pipeline calls. */
  prepare: FunctionReference;
  deploy: FunctionReference;
  release: FunctionReference;
  /** Takes down the fleet that was released from. */
  retire: FunctionReference;
}

/**
 * Release control of a stage: an artifact bucket, a table of release records, and five functions with the events they
 * are called for. One serves all services: a service more adds nothing to it.
 *
 * Throws `InputPropertiesError` when the identity names a service or the days logs are kept are none CloudWatch Logs
 * offers, and `Refusal` for an identity that gives no valid name or when the functions' code is not built.
 *
 * @example
 * const control = new ReleaseControl("release-control", {
 *   identity: { project: "shop", stage: "dev" },
 *   ownership: { owner: "web", costCenter: "1000" },
 * });
 */
export class ReleaseControl extends pulumi.ComponentResource {
  /** Where revisions are uploaded to, at `<service>/revision.zip`. */
  readonly artifactBucketName: pulumi.Output<string>;
  readonly artifactBucketArn: pulumi.Output<string>;
  /** The release records, by `service` and `record`. */
  readonly tableName: pulumi.Output<string>;
  readonly tableArn: pulumi.Output<string>;
  readonly functions: pulumi.Output<ControlFunctions>;

  constructor(name: string, args: ReleaseControlArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:ReleaseControl", name, args, opts);
    refuse(controlProblems(args.identity, args));
    const { protection, logRetentionDays } = resolveControl(args);
    const archives = functionArchives();
    const bucket = createArtifactBucket(this, name, args, protection);
    const table = createReleaseTable(this, name, args, protection);
    const functions = createReleaseFunctions(this, name, args, archives, logRetentionDays);
    createEventRules(this, name, args, functions.events);

    this.artifactBucketName = bucket.bucket;
    this.artifactBucketArn = bucket.arn;
    this.tableName = table.name;
    this.tableArn = table.arn;
    this.functions = pulumi.output({
      prepare: reference(functions.prepare),
      deploy: reference(functions.deploy),
      release: reference(functions.release),
      retire: reference(functions.retire),
    });
    this.registerOutputs({
      artifactBucketName: this.artifactBucketName,
      artifactBucketArn: this.artifactBucketArn,
      tableName: this.tableName,
      tableArn: this.tableArn,
      functions: this.functions,
    });
  }
}

function reference({ name, arn }: lambda.Function): pulumi.Output<FunctionReference> {
  return pulumi.output({ name, arn });
}
