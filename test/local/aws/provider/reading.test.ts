import assert from "node:assert/strict";
import { hasSecret } from "../../../../wire/secrets";
import { Secret, type Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";

const ROLE = "aws:iam/role:Role";
const FUNCTION = "aws:lambda/function:Function";
const PERMISSION = "aws:lambda/permission:Permission";
const STAGE = "aws:apigatewayv2/stage:Stage";

const HUSH = "hush-e58c0d";

describe("reading from the local AWS", () => {
  const aws = emptiedAws();

  it("finds nothing where nothing is", async () => {
    const nothing = { id: "", state: {}, inputs: {} };
    assert.deepEqual(await aws.client.read(ROLE, "r"), nothing);
    assert.deepEqual(await aws.client.read(ROLE, "r", { name: "r", arn: "a" }, { name: "r" }), nothing);
    await assert.rejects(aws.client.read("aws:iam/rolle:Rolle", "r"), {
      details:
        "type: must be a type or function of the installed @pulumi/aws, got aws:iam/rolle:Rolle; did you mean aws:iam/role:Role?",
    });
  });

  it("gives an import all that a program could have given, and no more", async () => {
    const { state } = await aws.client.create(ROLE, { name: "r", assumeRolePolicy: "{}", tags: { a: "1" } });
    assert.deepEqual(await aws.client.read(ROLE, "r"), {
      id: "r",
      state,
      inputs: {
        name: "r",
        assumeRolePolicy: "{}",
        tags: { a: "1" },
        path: "/",
        maxSessionDuration: 3600,
        forceDetachPolicies: false,
      },
    });
  });

  it("takes ids in an import as the real provider does where they are not unique by themselves", async () => {
    const stage = { apiId: "api", name: "prod" };
    await aws.client.create(STAGE, stage);
    await aws.client.create(STAGE, { ...stage, apiId: "other" });
    const found = await aws.client.read(STAGE, "other/prod");
    assert.deepEqual([found.id, found.state["apiId"]], ["prod", "other"]);
    assert.equal((await aws.client.read(STAGE, "prod")).id, "");

    const permission = { function: "f", action: "lambda:InvokeFunction", principal: "p", statementId: "s" };
    await aws.client.create(PERMISSION, permission);
    await aws.client.create(PERMISSION, { ...permission, qualifier: "live" });
    assert.equal((await aws.client.read(PERMISSION, "f/s")).state["qualifier"], undefined);
    assert.equal((await aws.client.read(PERMISSION, "f:live/s")).state["qualifier"], "live");
    assert.equal((await aws.client.read(PERMISSION, "g/s")).id, "");
  });

  it("looks up by id and what the program knows besides", async () => {
    await aws.client.create(STAGE, { apiId: "api", name: "prod", autoDeploy: true });
    const known = { apiId: "api" };
    const found = await aws.client.read(STAGE, "prod", known, known);
    assert.deepEqual([found.id, found.state["autoDeploy"], found.inputs], ["prod", true, known]);
  });

  it("finds in a refresh what changed of the inputs and what is gone, and invents none", async () => {
    const inputs: Values = { __defaults: [], name: "r", assumeRolePolicy: "{}", description: "a" };
    const { state } = await aws.client.create(ROLE, inputs);
    const [object] = aws.store.list();
    const changed = {
      ...without(object!.properties, "description"),
      assumeRolePolicy: "[]",
      maxSessionDuration: 7200,
    };
    aws.store.put({ ...object!, properties: changed });
    const found = await aws.client.read(ROLE, "r", state, inputs);
    assert.deepEqual(found.inputs, { __defaults: [], name: "r", assumeRolePolicy: "[]" });
    assert.deepEqual(found.state, changed);
  });

  it("invents no inputs in a refresh of what was made without any", async () => {
    const { id, state } = await aws.client.create("aws:ec2/eip:Eip", {});
    const found = await aws.client.read("aws:ec2/eip:Eip", id, state, {});
    assert.deepEqual(found, { id, state, inputs: {} });
  });

  it("keeps secrets secret at every depth, in what it answers and over a refresh", async () => {
    const inputs: Values = {
      name: "f",
      role: new Secret("r"),
      environment: { variables: { PLAIN: "seen", HUSH: new Secret(HUSH) } },
      layers: new Secret([HUSH]),
      tags: new Secret({ a: HUSH }),
    };
    const { state } = await aws.client.create(FUNCTION, inputs);
    for (const [name, value] of Object.entries(inputs)) assert.deepEqual(state[name], value);
    assert.deepEqual(state["tagsAll"], new Secret({ a: HUSH }));
    assert.equal(hasSecret(state["arn"] ?? null), false);

    assert.deepEqual(await aws.client.read(FUNCTION, "f", state, inputs), { id: "f", state, inputs });
    const after = { ...inputs, description: "d" };
    const updated = await aws.client.update(FUNCTION, "f", { before: inputs, after, state });
    assert.deepEqual(updated["environment"], inputs["environment"]);
    assert.deepEqual(aws.store.get(FUNCTION, "ap-northeast-2/f")?.properties["environment"], {
      variables: { PLAIN: "seen", HUSH },
    });
  });

  it("finds a resource by what owns it, also when that is a secret", async () => {
    const inputs = { apiId: new Secret("api"), name: "prod" };
    const { id, state } = await aws.client.create(STAGE, inputs);
    assert.deepEqual(await aws.client.read(STAGE, id, state, inputs), { id, state, inputs });
    await aws.client.delete(STAGE, id, state);
    assert.deepEqual(aws.store.list(), []);
  });
});

function without(values: Values, name: string): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
