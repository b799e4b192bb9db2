import assert from "node:assert/strict";
import { RunError } from "@pulumi/pulumi";
import { fitting, type Shared } from "../../stacks/shared-layers";
import { parsed, refusals, type Written } from "./config-of";

const storefront = { name: "storefront", kind: "blueGreen", priority: 11, sizes: { min: 1, max: 2 } };
const around = {
  stack: "team",
  project: "shop",
  stages: () => ({ team: { shared: "dev" }, dev: {} }),
  fileExists: () => true,
};
const team = {
  stage: "dev",
  network: undefined,
  shared: "dev",
  priorities: { first: 11, last: 20 },
  services: [storefront],
};
const named = { name: "one", arn: "arn:aws:one" };
const here = { accountId: "123456789012", region: "eu-west-1" };
const theirs: Shared = {
  project: "shop",
  stage: "dev",
  accountId: "123456789012",
  region: "eu-west-1",
  services: ["theirs"],
  priorities: { first: 1, last: 10 },
  approvalRequired: false,
  network: { vpcId: "vpc-1", publicSubnetIds: ["subnet-1"], privateSubnetIds: ["subnet-2"] },
  releases: {
    loadBalancer: {
      productListenerArn: "arn:1",
      previewListenerArn: "arn:2",
      securityGroupId: "sg-1",
      arnSuffix: "app/a/1",
      dnsName: "a.example",
      protocol: "HTTP",
      port: 80,
      previewPort: 8080,
    },
    artifactBucket: named,
    functions: { prepare: named, deploy: named, release: named },
    approvalTopicArn: "arn:3",
    alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:shop-dev-alarms",
  },
};

describe("a stack that takes layers of another is refused", () => {
  it("with layers of its own, and with what a stage has once", () => {
    const own = {
      network: { create: { cidrBlock: "10.10.0.0/16", natGateways: "Single" } },
      loadBalancer: { previewCidrBlocks: [] },
      releases: { approvalRequired: false },
      budget: { monthlyUsd: 1, emails: ["a@b.example"] },
      access: { viewers: { identityCenter: { permissionSets: ["Developers"] } } },
    };
    assert.deepEqual(
      refusals({ ...team, ...own }, around),
      ["network", "loadBalancer", "releases", "budget", "access.viewers"].map(
        (layer) =>
          `${layer}: must be left out, as it is once in a stage and "dev" has it, got a value; remove it; null takes back what the base says`,
      ),
    );
  });

  it("without a block of listener priorities, where it has services in two fleets", () => {
    assert.deepEqual(refusals({ ...team, priorities: undefined }, around), [
      "priorities: must be given, as its services stand on the load balancer of another stack, got nothing; " +
        "take a block that no other stack of that load balancer has, such as { first: 11, last: 20 }",
    ]);
  });

  it("where the other is no stack of the project, or takes its own from this one", () => {
    const alone = { ...around, stages: () => ({ team: { shared: "dev" } }) };
    assert.match(
      refusals(team, alone)[0] ?? "",
      /^shared: must be another stack of the project \(there is none\), /,
    );
    const circle = { ...around, stages: () => ({ team: { shared: "dev" }, dev: { shared: "team" } }) };
    assert.match(
      refusals(team, circle)[0] ?? "",
      /^shared: must be a stack that does not itself build on this one, /,
    );
  });

  const misfit = (changes: Written, output: unknown, place = here): string[] => {
    try {
      fitting(parsed({ ...team, ...changes }, around), "dev", output, place);
    } catch (error) {
      assert.ok(RunError.isInstance(error), String(error));
      return error.message.split("\n");
    }
    assert.fail("nothing was refused");
  };

  it("where the other shares nothing, or is no stack of this program", () => {
    const line = (got: string): string =>
      "shared: must be a stack of this program that has its own network and is up, " +
      `got "dev", which shares ${got}; run its up first, or name another`;
    assert.deepEqual(misfit({}, undefined), [line("nothing")]);
    assert.deepEqual(misfit({}, { vpc: "vpc-1" }), [line("something else")]);
  });

  it("where the other lacks the load balancer its services stand on", () => {
    const { releases, ...without } = theirs;
    assert.ok(releases !== undefined);
    assert.deepEqual(misfit({}, without), [
      "shared: must be a stack with a load balancer, as a service of kind blueGreen stands on it, " +
        'got "dev", which has none; name another, or give it loadBalancer',
    ]);
  });

  it("for another stage, account or region, another's service, block and a missing approval, everything at once", () => {
    const output = {
      ...theirs,
      project: "market",
      priorities: { first: 1, last: 50 },
      approvalRequired: true,
      services: ["storefront"],
    };
    const why = ', as "dev" shares its own, got';
    assert.deepEqual(misfit({ stage: "test" }, output, { accountId: "210987654321", region: "us-east-1" }), [
      `project: must be "market"${why} "shop"; set it`,
      `stage: must be "dev"${why} "test"; set it: pulumi config set multistage:stage`,
      `the account: must be 123456789012${why} "210987654321"; sign in to that one`,
      `aws:region: must be "eu-west-1"${why} "us-east-1"; set it`,
      `services[0].name: must be another than theirs${why} "storefront"; rename it; a stage has each name once`,
      `priorities: must be a block beside 1 to 50${why} {"first":11,"last":20}; choose another, or make theirs smaller`,
      `services[0].approval: must be true${why} nothing; set it`,
    ]);
  });
});

describe("a stack that takes layers of another", () => {
  it("takes them as they are shared", () => {
    assert.deepEqual(fitting(parsed(team, around), "dev", theirs, here), theirs);
  });

  it("needs neither a load balancer nor a block for serverless services", () => {
    const { releases, ...without } = theirs;
    assert.ok(releases !== undefined);
    const config = parsed(
      { ...team, priorities: undefined, services: undefined, base: { services: [] } },
      around,
    );
    assert.deepEqual(fitting(config, "dev", without, here), without);
  });
});
