import assert from "node:assert/strict";
import { parsed, refusals } from "./config-of";

describe("the base of all stages is refused", () => {
  it("where it is no set of keys", () => {
    assert.deepEqual(refusals({ base: "network" }), [
      'base: must be an object, got "network"; write it in Pulumi.yaml, under config, multistage:base, value',
    ]);
  });

  it("for what is each stage's own, secrets before all, without their values", () => {
    const base = { stage: "dev", after: "a", shared: "b", base: {}, secrets: { guestbook: { KEY: "hush" } } };
    const lines = refusals({ base });
    const own = ["base", "stage", "after", "shared", "secrets"].map(
      (key) =>
        `base.${key}: must be left out, as it is each stage's own, got a value; ` +
        `move it to Pulumi.<stack>.yaml, as multistage:${key}`,
    );
    assert.deepEqual(lines.slice(0, 5), own);
    assert.doesNotMatch(lines.join("\n"), /hush/);
  });

  it("for a number, which may have been another one where it was written", () => {
    assert.deepEqual(refusals({ base: { costCenter: 8 } }), [
      "base.costCenter: must be a text, got 8; put it in quotation marks",
    ]);
  });

  it("for what is wrong in it, as if the stage had said it", () => {
    assert.deepEqual(refusals({ base: { ownr: "web" } }).length, 1);
    assert.match(
      refusals({ base: { services: [{ name: "other", kind: "serverless" }] } })[0] ?? "",
      /^services\[/,
    );
  });
});

describe("the base of all stages", () => {
  it("gives what the stage does not say, truth values as well", () => {
    const base = { owner: "platform", costCenter: "1000", protection: true };
    const config = parsed({ base, owner: undefined, costCenter: undefined });
    assert.deepEqual([config.owner, config.costCenter, config.protection], ["platform", "1000", true]);
  });

  it("is taken back by a null, at any depth, and by Pulumi's empty text for one at the top", () => {
    const base = {
      budget: { monthlyUsd: 1, emails: ["a@b.example"] },
      network: { create: { cidrBlock: "10.0.0.0/16" } },
    };
    const existing = { vpcId: "vpc-12345678", privateSubnetIds: ["subnet-12345678"] };
    const config = parsed({ base, budget: "", network: { create: null, existing } });
    assert.deepEqual([config.budget, config.network], [undefined, { existing }]);
  });

  it("gives way to what the stage says, service by service", () => {
    const base = { owner: "platform", services: [{ name: "guestbook", memoryMiB: 256, timeoutSeconds: 9 }] };
    const config = parsed({
      base,
      services: [
        { name: "guestbook", kind: "serverless", artifact: "a.zip", runtime: "python3.13", memoryMiB: 512 },
      ],
    });
    assert.equal(config.owner, "web");
    assert.deepEqual(config.services, [
      {
        name: "guestbook",
        kind: "serverless",
        artifact: "a.zip",
        runtime: "python3.13",
        memoryMiB: 512,
        timeoutSeconds: 9,
      },
    ]);
  });
});
