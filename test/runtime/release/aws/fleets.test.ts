import assert from "node:assert/strict";
import { PutMetricAlarmCommand, SetAlarmStateCommand, CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { readAlarms } from "../../../../runtime/release/aws/alarms";
import { readFleets, resize, useTemplate, whyNotStarted } from "../../../../runtime/release/aws/fleets";
import { readTargets } from "../../../../runtime/release/aws/targets";
import { MOTO_CLIENT, withMoto } from "../../../helpers/moto";
import { REGISTRATION } from "../sample";
import { calls, withAddresses } from "./environment";
import { declareFleets } from "./fleet";
import { refusedXml, withWire } from "./wire";

describe("the fleets of a service", () => {
  const moto = withMoto();
  withAddresses(() => ({ AWS_ENDPOINT_URL: moto.endpoint }));

  it("are told to be gone, each by its name", async () => {
    const { registration } = await declareFleets(moto);
    const { blue, green } = registration.colours;
    const gone = { ...registration, colours: { blue, green: { ...green, fleet: "shop-dev-other" } } };
    await assert.rejects(readFleets(calls(), gone), {
      message:
        "autoscaling:DescribeAutoScalingGroups: there is no Auto Scaling group shop-dev-other; run pulumi up",
    });
  });

  it("are read by one call and resized by one, again without harm", async () => {
    const { registration } = await declareFleets(moto);
    const asking = calls();
    const empty = { min: 0, max: 0, desired: 0, instances: 0, templateVersion: 1 };
    assert.deepEqual(await readFleets(asking, registration), { blue: empty, green: empty });
    for (let i = 0; i < 2; i++) await resize(asking, registration, "green", { min: 1, max: 4, desired: 2 });
    const grown = { min: 1, max: 4, desired: 2, instances: 2, templateVersion: 1 };
    assert.deepEqual(await readFleets(asking, registration), { blue: empty, green: grown });
    assert.deepEqual(asking.made, [
      "autoscaling:DescribeAutoScalingGroups",
      "autoscaling:UpdateAutoScalingGroup",
      "autoscaling:UpdateAutoScalingGroup",
      "autoscaling:DescribeAutoScalingGroups",
    ]);
  });

  it("start from the version they are told, by its number; by $Latest or another template they start from none", async () => {
    const { registration, addVersion, use } = await declareFleets(moto);
    await addVersion("green");
    await useTemplate(calls(), registration, "green", 2);
    assert.equal((await readFleets(calls(), registration)).green.templateVersion, 2);
    await use("green", { version: "$Latest" });
    assert.equal((await readFleets(calls(), registration)).green.templateVersion, 0);
    await use("green", { template: registration.colours.blue.launchTemplate.id, version: "1" });
    assert.equal((await readFleets(calls(), registration)).green.templateVersion, 0);
  });
});

describe("what stands around the fleets", () => {
  const moto = withMoto();
  const wire = withWire();
  withAddresses(() => ({ AWS_ENDPOINT_URL: moto.endpoint, AWS_ENDPOINT_URL_AUTO_SCALING: wire.url }));

  const activities = (status: string, message: string): string => {
    const fields = `<StatusCode>${status}</StatusCode><StatusMessage>${message}</StatusMessage>`;
    const required =
      "<ActivityId>1</ActivityId><AutoScalingGroupName>g</AutoScalingGroupName><Cause>c</Cause><StartTime>2026-11-21T12:00:00Z</StartTime>";
    return `<DescribeScalingActivitiesResponse><DescribeScalingActivitiesResult><Activities><member>${required}${fields}</member></Activities></DescribeScalingActivitiesResult></DescribeScalingActivitiesResponse>`;
  };

  it("says why instances do not start: the image is gone", async () => {
    const gone = "The image id '[ami-1]' does not exist. Launching EC2 instance failed.";
    wire.answer = () => ({ status: 200, body: activities("Failed", gone) });
    assert.equal(await whyNotStarted(calls(), "g"), `g: ${gone}`);
  });

  it("says nothing where they are about to, and where that cannot be asked", async () => {
    wire.answer = () => ({ status: 200, body: activities("InProgress", "") });
    assert.equal(await whyNotStarted(calls(), "g"), undefined);
    wire.answer = () => refusedXml("AccessDenied", "no", 403);
    assert.equal(await whyNotStarted(calls(), "g"), undefined);
  });

  it("tells a change that an image which is gone prevents", async () => {
    const message =
      "You must use a valid fully-formed launch template. The image id '[ami-1]' does not exist";
    wire.answer = () => refusedXml("ValidationError", message);
    await assert.rejects(useTemplate(calls(), REGISTRATION, "green", 2), {
      message: `autoscaling:UpdateAutoScalingGroup: ValidationError: ${message}`,
    });
  });

  it("has alarms: each with its state, and those that do not exist missing, by one call for both colours", async () => {
    const client = new CloudWatchClient({ ...MOTO_CLIENT, endpoint: moto.endpoint });
    const alarm = {
      MetricName: "m",
      Namespace: "n",
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
    } as const;
    for (const AlarmName of ["one", "two"])
      await client.send(
        new PutMetricAlarmCommand({
          ...alarm,
          AlarmName,
          Threshold: 1,
          ComparisonOperator: "GreaterThanThreshold",
        }),
      );
    await client.send(
      new SetAlarmStateCommand({ AlarmName: "one", StateValue: "ALARM", StateReason: "test" }),
    );
    await client.send(new SetAlarmStateCommand({ AlarmName: "two", StateValue: "OK", StateReason: "test" }));
    const { blue, green } = REGISTRATION.colours;
    const colours = {
      blue: { ...blue, alarms: ["one", "two"] },
      green: { ...green, alarms: ["two", "three"] },
    };
    const asking = calls();
    assert.deepEqual(await readAlarms(asking, { ...REGISTRATION, colours }), {
      blue: [
        { name: "one", state: "ALARM" },
        { name: "two", state: "OK" },
      ],
      green: [
        { name: "two", state: "OK" },
        { name: "three", state: "missing" },
      ],
    });
    assert.deepEqual(asking.made, ["cloudwatch:DescribeAlarms"]);
    const none = { blue: { ...blue, alarms: [] }, green: { ...green, alarms: [] } };
    assert.deepEqual(await readAlarms(asking, { ...REGISTRATION, colours: none }), { blue: [], green: [] });
    assert.equal(asking.made.length, 1);
  });
});

describe("the targets of a colour", () => {
  const wire = withWire();
  withAddresses(() => ({ AWS_ENDPOINT_URL: wire.url }));
  const answer = (...targets: (readonly [string, string, string?, string?])[]): void => {
    const members = targets.map(([id, state, reason, description]) => {
      const details = [
        `<State>${state}</State>`,
        reason === undefined ? "" : `<Reason>${reason}</Reason>`,
        description === undefined ? "" : `<Description>${description}</Description>`,
      ].join("");
      return `<member><Target><Id>${id}</Id><Port>80</Port></Target><TargetHealth>${details}</TargetHealth></member>`;
    });
    const all = `<TargetHealthDescriptions>${members.join("")}</TargetHealthDescriptions>`;
    wire.answer = () => ({
      status: 200,
      body: `<DescribeTargetHealthResponse><DescribeTargetHealthResult>${all}</DescribeTargetHealthResult></DescribeTargetHealthResponse>`,
    });
  };

  it("are counted without those that drain; why others are not healthy is said", async () => {
    answer(
      ["i-1", "healthy"],
      ["i-2", "unhealthy", "Target.ResponseCodeMismatch", "Health checks failed with these codes: [503]"],
      ["i-3", "draining", "Target.DeregistrationInProgress"],
      ["i-4", "initial"],
    );
    assert.deepEqual(await readTargets(calls(), "arn:green"), {
      total: 3,
      healthy: 1,
      current: 1,
      reasons: [
        "i-2: Target.ResponseCodeMismatch, Health checks failed with these codes: [503]",
        "i-4: initial",
      ],
    });
  });

  it("give five reasons at most, as they are recorded", async () => {
    answer(
      ...Array.from({ length: 9 }, (_, index) => [`i-${index}`, "unhealthy", "Target.Timeout"] as const),
    );
    const { reasons } = await readTargets(calls(), "arn:green");
    assert.equal(reasons.length, 6);
    assert.equal(reasons[5], "and 4 more");
  });

  it("may be none", async () => {
    answer();
    assert.deepEqual(await readTargets(calls(), "arn:green"), {
      total: 0,
      healthy: 0,
      current: 0,
      reasons: [],
    });
  });

  it("of a group that is gone are an error that says so", async () => {
    wire.answer = () => refusedXml("TargetGroupNotFound", "One or more target groups not found");
    await assert.rejects(readTargets(calls(), "arn:green"), {
      message:
        "elasticloadbalancing:DescribeTargetHealth: TargetGroupNotFoundException: One or more target groups not found",
    });
  });
});
