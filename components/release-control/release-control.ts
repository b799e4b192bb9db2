/** What a stage has once for the releases of all its services: artifacts, records, functions and the events they see. */
import type * as lambda from "@pulumi/aws/lambda";
import type * as sqs from "@pulumi/aws/sqs";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { placeOf } from "../place-of";
import { refuse } from "../refuse";
import { createArtifactBucket } from "./artifact-bucket";
import { functionArchives } from "./bundle";
import { createEventRules } from "./event-rules";
import { createFunctionAlarms } from "./function-alarms";
import type { Reach } from "./iam";
import { createLostEvents, keepLostEvents } from "./lost-events";
import type { ControlNetwork } from "./placement";
import { createReleaseFunctions } from "./release-functions";
import { createReleaseTable } from "./release-table";
import { controlProblems, resolveControl, type ControlSettings } from "./resolve";

export interface ReleaseControlArgs extends ControlSettings {
  /** Names and tags are derived from it; `service` must be left out. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  /** The private hosted zone in which instances have names. Defaults to none, and nobody has one. */
  zone?: ControlZone;
  /**
   * The network from which the function `deploy` asks a fleet through the preview which release it runs. Defaults to
   * none: the function asks from the internet, whose addresses the preview must let in.
   */
  network?: ControlNetwork;
  /**
   * ARNs of load balancers with rules of the stage's services whose names do not begin with the stage's. Defaults to
   * none.
   */
  otherLoadBalancerArns?: pulumi.Input<pulumi.Input<string>[]>;
  /** The SNS topic that is told when a function fails. Defaults to none, and alarms are only seen. */
  alarmTopicArn?: pulumi.Input<string>;
}

/** A private hosted zone, and the domain of the stage in it. */
export interface ControlZone {
  id: pulumi.Input<string>;
  arn: pulumi.Input<string>;
  /** What the stage's names stand below: dev.shop.internal. */
  domain: pulumi.Input<string>;
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
 * are called for, with a queue of the events that were lost and alarms on the functions themselves. One serves all
 * services: a service more adds nothing to it.
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
    const lostEvents = createLostEvents(this, name, args);
    const reach = reachOf(this, args, lostEvents);
    const functions = createReleaseFunctions(this, name, args, { archives, logRetentionDays, reach });
    const kept = keepLostEvents(this, name, functions, lostEvents);
    createEventRules(this, name, args, functions.events, kept);
    createFunctionAlarms(this, name, args, { functions, lostEvents });

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

/** What the functions are allowed on. */
function reachOf(
  parent: pulumi.Resource,
  { identity, zone, network, otherLoadBalancerArns = [] }: ReleaseControlArgs,
  lostEvents: sqs.Queue,
): pulumi.Output<Reach> {
  const { project, stage } = identity;
  return pulumi
    .all([placeOf(parent), lostEvents.arn, pulumi.output(zone), otherLoadBalancerArns])
    .apply(([place, lostEventsArn, namedZone, others]) => ({
      stage: { project, stage },
      place,
      otherLoadBalancerArns: others,
      zone: namedZone,
      lostEventsArn,
      inNetwork: network !== undefined,
    }));
}

function reference({ name, arn }: lambda.Function): pulumi.Output<FunctionReference> {
  return pulumi.output({ name, arn });
}
