import assert from "node:assert/strict";
import { ResourceReference, Secret, Unknown, type Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";
import { urnOf } from "../provider-client";

const ROLE = "aws:iam/role:Role";
const PERMISSION = "aws:lambda/permission:Permission";

describe("what the local AWS makes of inputs and configuration", () => {
  const region = process.env["AWS_REGION"];
  before(() => {
    delete process.env["AWS_REGION"];
  });
  const aws = emptiedAws();
  after(() => {
    if (region !== undefined) process.env["AWS_REGION"] = region;
  });

  it("refuses to work without a region, and says how to give one", async () => {
    assert.deepEqual(await aws.client.checkConfig({}), [
      "aws:region: must be given, got nothing; run `pulumi config set aws:region <region>`",
    ]);
    assert.deepEqual(await aws.client.checkConfig({ region: Unknown.value }), []);
  });

  it("refuses configuration the SDK does not have or of the wrong type, nested in its JSON text too", async () => {
    const found = await aws.client.checkConfig({
      region: "ap-northeast-2",
      regoin: "x",
      maxRetries: "many",
      defaultTags: '{"tgas":{}}',
      endpoints: "[1]",
    });
    assert.deepEqual(found, [
      'regoin: must be a property of the provider aws, got "regoin"; did you mean region?',
      'defaultTags.tgas: must be a property of ProviderDefaultTags, got "tgas"; remove it',
      "endpoints[0]: must be an object ProviderEndpoint, got a number; give a value of that type",
      "maxRetries: must be a number, got a string; give a value of that type",
    ]);
  });

  it("takes the configuration as the SDK sends it, structured values as JSON text and secret", async () => {
    const config = {
      region: "ap-northeast-2",
      version: "7.48.0",
      skipCredentialsValidation: "false",
      maxRetries: "3",
      defaultTags: new Secret('{"tags":{"team":"web"}}'),
    };
    assert.deepEqual(await aws.client.checkConfig(config), []);
  });

  it("refuses a type the SDK does not have, and names the nearest", async () => {
    const { failures } = await aws.client.check("aws:iam/rolle:Rolle", {});
    assert.deepEqual(failures, [
      "type: must be a type or function of the installed @pulumi/aws, got aws:iam/rolle:Rolle; did you mean aws:iam/role:Role?",
    ]);
  });

  it("checks a type it cannot create as strictly, and refuses it only when it is to be made", async () => {
    const type = "aws:glue/crawler:Crawler";
    assert.deepEqual((await aws.client.check(type, { databaseName: 1 })).failures, [
      "databaseName: must be a string, got a number; give a value of that type",
      `role: must be given, got nothing; ${type} needs it`,
    ]);
    const { state } = await aws.client.create(type, { databaseName: "d", role: "r" }, { preview: true });
    assert.deepEqual([state["role"], state["arn"]], ["r", Unknown.value]);
    await assert.rejects(aws.client.create(type, { databaseName: "d", role: "r" }), {
      details: `type: must be a type the local AWS creates, got ${type}; it can only be previewed here; add a row to local/aws/rows to create it`,
    });
  });

  it("finds the type of a resource inside a component", async () => {
    const { failures } = await aws.client.check(`multistage:index:Service$${ROLE}`, { assumeRolePolicy: 1 });
    assert.deepEqual(failures, [
      "assumeRolePolicy: must be a string, got a number; give a value of that type",
    ]);
    assert.equal(urnOf(ROLE).split("::")[2], ROLE);
  });

  it("derives a name with seven digits of the engine's seed, the same for the same seed", async () => {
    const nameOf = async (inputs: Values) => {
      const checked = await aws.client.check(ROLE, { assumeRolePolicy: "{}", ...inputs }, { name: "web" });
      assert.deepEqual(checked.failures, []);
      return checked.inputs["name"];
    };
    const name = await nameOf({});
    assert.match(JSON.stringify(name), /^"web-[0-9a-f]{7}"$/);
    assert.equal(await nameOf({}), name);
    assert.equal(await nameOf({ name: null }), name);
  });

  it("keeps a derived name, and takes the program's own as it is", async () => {
    const derived = await aws.client.check(ROLE, { assumeRolePolicy: "{}" }, { name: "web" });
    const again = await aws.client.check(
      ROLE,
      { assumeRolePolicy: "{}" },
      { name: "other", before: derived.inputs },
    );
    assert.equal(again.inputs["name"], derived.inputs["name"]);
    for (const name of ["mine", new Secret("mine"), Unknown.value]) {
      const given = { assumeRolePolicy: "{}", name };
      assert.deepEqual((await aws.client.check(ROLE, given, { before: derived.inputs })).inputs, given);
    }
  });

  it("takes a resource handed over as such by its id, known or not, secret or not", async () => {
    const urn = urnOf("aws:lambda/function:Function");
    const inputs = { action: "lambda:InvokeFunction", principal: "p", statementId: "s" };
    for (const [given, taken] of [
      [new ResourceReference(urn, "fn"), "fn"],
      [new ResourceReference(urn, Unknown.value), Unknown.value],
      [new Secret(new ResourceReference(urn, "fn")), new Secret("fn")],
    ] as const) {
      assert.deepEqual(await aws.client.check(PERMISSION, { ...inputs, function: given }), {
        failures: [],
        inputs: { ...inputs, function: taken },
      });
    }
  });

  it("refuses a name that exists in the region, and takes the same one in another", async () => {
    const create = (inputs: object) =>
      aws.client.create("aws:lambda/function:Function", { name: "f", role: "r", ...inputs });
    const arn = (where: string) => `arn:aws:lambda:${where}:123456789012:function:f`;
    assert.equal((await create({})).state["arn"], arn("ap-northeast-2"));
    assert.equal((await create({ region: "us-east-1" })).state["arn"], arn("us-east-1"));
    for (const again of [{}, { region: "ap-northeast-2" }, { region: "us-east-1" }])
      await assert.rejects(create(again), {
        details: "ResourceConflictException: a function of that name exists already",
      });
  });

  it("makes a resource where its own region says, secret or not, and under its partition", async () => {
    for (const [given, where, partition] of [
      ["us-east-1", "us-east-1", "aws"],
      [new Secret("eu-west-1"), "eu-west-1", "aws"],
      ["cn-north-1", "cn-north-1", "aws-cn"],
      ["us-gov-west-1", "us-gov-west-1", "aws-us-gov"],
    ] as const) {
      const name = `in-${where}`;
      const { state } = await aws.client.create("aws:cloudwatch/logGroup:LogGroup", { name, region: given });
      assert.deepEqual(state["arn"], `arn:${partition}:logs:${where}:123456789012:log-group:${name}`);
      assert.deepEqual(state["region"], given);
    }
  });
});
