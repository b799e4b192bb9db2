import assert from "node:assert/strict";
import * as fc from "fast-check";
import { physicalName } from "../../../naming/names";
import { concernOf, serviceOf } from "../../../runtime/release/concern";
import { OFTEN } from "../../helpers/property-runs";
import { identities } from "../../naming/identities";

const STAGE = { project: "shop", stage: "dev" };

/** An event, as EventBridge hands it over. */
function eventOf(source: string, detailType: string, detail: object): unknown {
  return { source, "detail-type": detailType, detail };
}
const PIPELINE = "CodePipeline Pipeline Execution State Change";
const ACTION = "CodePipeline Action Execution State Change";

describe("an event", () => {
  it("that is none, or of what is not looked at, concerns nothing, whatever it is", () => {
    fc.assert(
      fc.property(fc.anything(), (event) => {
        assert.equal(concernOf(event, STAGE).kind, "nothing");
      }),
    );
    for (const event of [
      {},
      { source: 7, "detail-type": ["x"] },
      eventOf("aws.s3", "Object Created", {}),
      eventOf("aws.events", "Something else", {}),
      eventOf("aws.codepipeline", PIPELINE, {}),
      eventOf("aws.codepipeline", PIPELINE, { state: "FAILED" }),
      eventOf("aws.cloudwatch", "CloudWatch Alarm State Change", { state: "ALARM" }),
      eventOf("aws.autoscaling", "EC2 Instance Launch Successful", { AutoScalingGroupName: 7 }),
    ])
      assert.equal(concernOf(event, STAGE).kind, "nothing", JSON.stringify(event));
  });

  it("of another stage, or with a name of another kind, concerns nothing", () => {
    for (const name of [
      "shop-prod-storefront-pipeline",
      "other-dev-storefront-pipeline",
      "shop-dev-pipeline",
      "shop-dev-storefront-fleet",
      "shop-dev-Store-pipeline",
      "storefront",
      "",
    ])
      assert.equal(
        concernOf(eventOf("aws.codepipeline", PIPELINE, { pipeline: name, state: "FAILED" }), STAGE).kind,
        "nothing",
        name,
      );
  });

  it("of something that only begins, or is well again, concerns nothing", () => {
    const pipeline = "shop-dev-storefront-pipeline";
    for (const state of ["STARTED", "RESUMED"])
      assert.deepEqual(concernOf(eventOf("aws.codepipeline", PIPELINE, { pipeline, state }), STAGE), {
        kind: "nothing",
        why: `the pipeline tells ${state}`,
      });
    const alarmName = "shop-dev-storefront-errors-green";
    for (const value of ["OK", "INSUFFICIENT_DATA"]) {
      const event = eventOf("aws.cloudwatch", "CloudWatch Alarm State Change", {
        alarmName,
        state: { value },
      });
      assert.deepEqual(concernOf(event, STAGE), { kind: "nothing", why: `an alarm is ${value}` });
    }
  });

  for (const [title, event, concern] of [
    [
      "of the schedule concerns every service",
      eventOf("aws.events", "Scheduled Event", {}),
      { kind: "sweep" },
    ],
    [
      "of an execution that has ended concerns its service's release",
      eventOf("aws.codepipeline", PIPELINE, { pipeline: "shop-dev-store-front-pipeline", state: "STOPPED" }),
      { kind: "release", service: "store-front", what: "the pipeline's execution STOPPED" },
    ],
    [
      "of an approval that was refused, or came too late, concerns its service's release",
      eventOf("aws.codepipeline", ACTION, {
        pipeline: "shop-dev-storefront-pipeline",
        action: "Approve",
        state: "FAILED",
      }),
      { kind: "release", service: "storefront", what: "Approve FAILED" },
    ],
    [
      "of an alarm that fires concerns its service's release",
      eventOf("aws.cloudwatch", "CloudWatch Alarm State Change", {
        alarmName: "shop-dev-storefront-errors-green",
        state: { value: "ALARM" },
      }),
      { kind: "release", service: "storefront", what: "shop-dev-storefront-errors-green fires" },
    ],
    [
      "of an instance that has come concerns names",
      eventOf("aws.autoscaling", "EC2 Instance Launch Successful", {
        AutoScalingGroupName: "shop-dev-storefront-fleet-blue",
        EC2InstanceId: "i-1",
      }),
      { kind: "names", service: "storefront", what: "EC2 Instance Launch Successful", ended: [] },
    ],
    [
      "of an instance that has gone concerns names, and tells which",
      eventOf("aws.autoscaling", "EC2 Instance Terminate Successful", {
        AutoScalingGroupName: "shop-dev-storefront-fleet-green",
        EC2InstanceId: "i-1",
      }),
      { kind: "names", service: "storefront", what: "EC2 Instance Terminate Successful", ended: ["i-1"] },
    ],
  ] as const)
    it(title, () => {
      assert.deepEqual(concernOf(event, STAGE), concern);
    });
});

describe("the service of a name", () => {
  it("is that of which the name was made, whatever the service is called", () => {
    fc.assert(
      fc.property(identities, fc.constantFrom("blue", "green", undefined), (identity, colour) => {
        const { project, stage, service = "store-blue" } = identity;
        const roles = {
          "aws:autoscaling/group:Group": "fleet",
          "aws:codepipeline/pipeline:Pipeline": "pipeline",
        };
        for (const [type, role] of Object.entries(roles)) {
          const own = { project, stage, service, role, ...(colour === undefined ? {} : { colour }) };
          assert.equal(
            serviceOf(physicalName(type as keyof typeof roles, own), { project, stage }, [role]),
            service,
          );
        }
      }),
      OFTEN,
    );
  });
});
