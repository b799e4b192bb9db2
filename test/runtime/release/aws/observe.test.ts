import assert from "node:assert/strict";
import { clientsOf } from "../../../../runtime/release/aws/clients";
import { servicesOf } from "../../../../runtime/release/aws/ports";
import { open } from "../sample";
import { releasedServices } from "./released-services";

describe("what is read of a service on AWS", () => {
  const { declared } = releasedServices();

  it("reads everything once in a pass, and asks the preview only for what is being prepared", async () => {
    const service = await declared();
    const ports = service.ports();
    const state = open({ phase: "deploying" });
    const { colours, ...rest } = await ports.observe(service.goal("deploy"), state);
    assert.deepEqual([...ports.calls.made].sort(), [
      "autoscaling:DescribeAutoScalingGroups",
      "cloudwatch:DescribeAlarms",
      "codepipeline:GetPipelineExecution",
      "codepipeline:ListActionExecutions",
      "elasticloadbalancing:DescribeRules",
      "elasticloadbalancing:DescribeTargetHealth",
      "elasticloadbalancing:DescribeTargetHealth",
      "s3:GetObject",
      "s3:GetObjectTagging",
      "s3:HeadObject",
      "ssm:GetParameters",
      "ssm:GetParameters",
    ]);
    assert.deepEqual(rest, {
      registration: service.registration,
      product: { pair: { blue: 101, green: 0 } },
      preview: { pair: { blue: 0, green: 100 } },
      recordedServing: "blue",
      executions: {
        r2: { status: "running", approval: { state: "none" }, confirmation: { state: "none" } },
      },
      artifact: { state: "gone" },
    });
    assert.deepEqual(colours, {
      blue: {
        fleet: { min: 1, max: 2, desired: 1, instances: 1, templateVersion: 1 },
        targets: { total: 1, healthy: 1, current: 1, reasons: [] },
        releaseId: "r1",
        alarms: [{ name: "blue-errors", state: "OK" }],
      },
      green: {
        fleet: { min: 0, max: 0, desired: 0, instances: 0, templateVersion: 1 },
        targets: { total: 0, healthy: 0, current: 0, reasons: [] },
        releaseId: undefined,
        alarms: [{ name: "green-errors", state: "OK" }],
      },
    });
  });

  it("takes healthy instances that report another release for none, and says what they report", async () => {
    const service = await declared();
    await service.step("prepare");
    await service.step("deploy");
    const state = await service.state();
    const asked = { ...state, open: { ...state.open!, phase: "deploying" as const, toId: "r3" } };
    const { colours } = await service.ports().observe(service.goal("deploy"), asked);
    const { previewUrl } = service.registration;
    assert.deepEqual(colours.green.targets, {
      total: 1,
      healthy: 1,
      current: 0,
      reasons: [`0 of 4 answers of ${previewUrl}/version were release r3, others "r2"`],
    });
  });

  it("takes healthy instances for none that report it where nobody can ask them, and says who did not answer", async () => {
    const service = await declared();
    const asked = open({ phase: "deploying", to: "blue", from: "green", toId: "r1" });
    // Whoever looks: also for the next release, and for a person.
    for (const goal of [{ kind: "sweep" }, service.goal("prepare"), { kind: "retire", by: "Ada" }] as const) {
      const { colours } = await service.ports("by deploy").observe(goal, asked);
      const { current, healthy, reasons } = colours.blue.targets;
      assert.deepEqual([current, healthy, reasons.length], [0, 1, 1]);
      assert.match(reasons[0]!, /^lambda:Invoke: ResourceNotFoundException: .*shop-dev-deploy/);
    }
  });

  it("finds its services, and for each the revision that was uploaded and what is registered", async () => {
    const service = await declared();
    const options = { project: "shop", stage: "dev", deadline: Date.now() + 10_000 };
    assert.deepEqual(await servicesOf(options, clientsOf()), ["storefront"]);
    const goal = service.goal("prepare");
    assert.ok(goal.kind === "prepare");
    const ports = service.ports();
    assert.deepEqual(await ports.artifactOf(goal.artifact.versionId), { artifact: goal.artifact });
    assert.deepEqual(await ports.registration(), service.registration);
    assert.equal(await ports.ended("r1"), undefined);
  });
});
