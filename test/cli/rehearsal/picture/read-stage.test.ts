import assert from "node:assert/strict";
import { ZodError } from "zod";
import { readStage } from "../../../../cli/rehearsal/picture/read-stage";
import type { BlueGreen } from "../../../../cli/rehearsal/picture/model";
import { exportedStage, SECRET } from "../exported-stage";

const storefront = (weights: readonly [number, number]): BlueGreen => {
  const [service] = readStage(exportedStage({ blueGreen: [{ name: "storefront", weights }] })).services;
  assert.ok(service?.kind === "blueGreen");
  return service;
};

describe("the model of a stage", () => {
  it("refuses what is no exported stack", () => {
    assert.throws(() => readStage({}), ZodError);
    assert.throws(() => readStage({ deployment: { resources: [{ urn: 1 }] } }), ZodError);
  });

  it("leaves out what only waits to be deleted, and what is of a type it does not know", () => {
    const exported = exportedStage({ blueGreen: [{ name: "storefront" }], serverless: ["guestbook"] });
    const { resources } = exported.deployment;
    const expected = readStage(exported);
    const urn = "urn:pulumi:dev::shop::aws:cloudfront/distribution:Distribution::site";
    const site = { urn, type: "aws:cloudfront/distribution:Distribution", custom: true };
    const leaving = resources.map((one) => ({ ...one, urn: `${one.urn}-old`, delete: true }));
    const read = readStage({ deployment: { resources: [...resources, ...leaving, site] } });
    assert.deepEqual(read, { ...expected, resources: expected.resources + 1 });
  });

  it("leaves out a resource whose name is a secret, and never shows it", () => {
    const exported = exportedStage({ blueGreen: [{ name: "storefront" }] });
    for (const resource of exported.deployment.resources) {
      if (resource.type !== "aws:dynamodb/table:Table") continue;
      resource.outputs = { ...resource.outputs, name: SECRET };
    }
    const model = readStage(exported);
    assert.equal(model.releaseControl?.table, undefined);
    assert.ok(!JSON.stringify(model).includes(SECRET.ciphertext));
  });

  it("has nothing but its names for an empty stack", () => {
    const urn = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
    assert.deepEqual(
      JSON.parse(
        JSON.stringify(readStage({ deployment: { resources: [{ urn, type: "pulumi:pulumi:Stack" }] } })),
      ),
      { project: "shop", stage: "dev", resources: 0, services: [] },
    );
  });

  it("calls product the colour with the greater weight, whichever it is, and shows it first", () => {
    const roles = (weights: readonly [number, number]) =>
      storefront(weights).fleets.map(({ colour, product }) => [colour, product]);
    assert.deepEqual(roles([100, 0]), [
      ["blue", true],
      ["green", false],
    ]);
    assert.deepEqual(roles([0, 100]), [
      ["green", true],
      ["blue", false],
    ]);
    assert.deepEqual(roles([10, 90]), [
      ["green", true],
      ["blue", false],
    ]);
    assert.deepEqual(roles([50, 50]), [
      ["blue", true],
      ["green", false],
    ]);
  });

  it("tells the rule of the product from the preview's, though both forward to both colours", () => {
    const { productRule, previewRule } = storefront([100, 0]);
    assert.deepEqual(productRule?.weights, { blue: 100, green: 0 });
    assert.deepEqual(previewRule?.weights, { blue: 0, green: 100 });
  });

  it("reads the fleets' sizes in force, the declared ones, and what the instances are", () => {
    const exported = exportedStage({ blueGreen: [{ name: "storefront", instances: [3, 0] }] });
    const [service] = readStage(exported).services;
    assert.ok(service?.kind === "blueGreen");
    assert.deepEqual(service.sizes, { min: 2, max: 6 });
    assert.deepEqual(service.fleets, [
      { colour: "blue", product: true, min: 2, max: 6, desired: 3, instanceType: "t4g.small" },
      { colour: "green", product: false, min: 0, max: 0, desired: 0, instanceType: "t4g.small" },
    ]);
  });

  it("puts the services in the order of their rules, the serverless ones behind them by name", () => {
    const exported = exportedStage({
      blueGreen: [
        { name: "admin", priority: 30 },
        { name: "storefront", priority: 2 },
      ],
      serverless: ["zoo", "guestbook"],
    });
    const names = readStage(exported).services.map(({ name }) => name);
    assert.deepEqual(names, ["storefront", "admin", "guestbook", "zoo"]);
  });

  it("keeps apart what carries the tags of different services", () => {
    const exported = exportedStage({
      blueGreen: [
        { name: "storefront", priority: 1, alarms: 4, instanceType: "t4g.medium", approval: true },
        { name: "admin", priority: 2 },
      ],
    });
    const services = readStage(exported).services.map((service) => {
      assert.ok(service.kind === "blueGreen");
      const { name, alarms, fleets, pipeline } = service;
      const steps = pipeline?.steps.map((step) => (step.manual ? `(${step.name})` : step.name));
      return [name, alarms, fleets[0]?.instanceType, steps?.join(" ")];
    });
    assert.deepEqual(services, [
      ["storefront", 4, "t4g.medium", "Revision Prepare Deploy (Approve) Release"],
      ["admin", 0, "t4g.small", "Revision Prepare Deploy Release"],
    ]);
  });

  it("says which ports are whose, and whether the load balancer is protected", () => {
    const model = readStage(exportedStage({ protection: true, blueGreen: [{ name: "storefront" }] }));
    assert.deepEqual(model.loadBalancer, { productPort: 80, previewPort: 8080, protected: true });
  });

  it("shortens the names of what a stage has once", () => {
    const model = readStage(exportedStage({ subscribers: 2, blueGreen: [{ name: "storefront" }] }));
    assert.deepEqual(model.releaseControl, {
      bucket: "artifacts",
      functions: ["prepare", "deploy", "release", "retire", "events"],
      table: "releases",
      topic: { name: "approvals", subscriptions: 2 },
    });
  });

  it("says what stands in which subnet, zone by zone", () => {
    const exported = exportedStage({
      privateZoneName: "dev.shop.internal",
      blueGreen: [{ name: "storefront" }],
    });
    assert.deepEqual(readStage(exported).network, {
      cidrBlock: "10.10.0.0/16",
      privateZoneName: "dev.shop.internal",
      zones: ["a", "b"].map((letter, index) => ({
        name: `ap-northeast-2${letter}`,
        subnets: [
          { public: true, cidrBlock: `10.10.${index * 64}.0/19`, holds: ["NAT gateway", "load balancer"] },
          { public: false, cidrBlock: `10.10.${index * 64 + 32}.0/19`, holds: ["fleets"] },
        ],
      })),
    });
  });

  it("reads a serverless service from the alias that stands before its function", () => {
    const [service] = readStage(exportedStage({ serverless: ["guestbook"] })).services;
    assert.deepEqual(JSON.parse(JSON.stringify(service)), {
      kind: "serverless",
      name: "guestbook",
      api: "guestbook-api",
      alias: "live",
      version: "1",
      runtime: "python3.13",
      architecture: "arm64",
      memoryMiB: 512,
      alarms: 0,
    });
  });
});
