import assert from "node:assert/strict";
import proto from "@pulumi/pulumi/proto/provider_pb";
import { Asset, Unknown, type Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";

const ROLE = "aws:iam/role:Role";
const ALIAS = "aws:lambda/alias:Alias";
const FUNCTION = "aws:lambda/function:Function";
const PERMISSION = "aws:lambda/permission:Permission";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const KIND = proto.PropertyDiff.Kind;
const kindName = (kind: number) => Object.entries(KIND).find((entry) => Number(entry[1]) === kind)?.[0] ?? "";

describe("what an update changes in the local AWS", () => {
  const aws = emptiedAws();

  const made = async (type: string, inputs: Values) => {
    const { id, state } = await aws.client.create(type, inputs);
    return { type, id, state, inputs };
  };
  type Made = Awaited<ReturnType<typeof made>>;

  /** The difference as the engine sees it. */
  const diff = async ({ type, inputs, state }: Made, after: Values) => {
    const response = await aws.client.diff(type, inputs, after, state);
    const details: string[] = [];
    response
      .getDetaileddiffMap()
      .forEach((detail, path) => details.push(`${path} ${kindName(detail.getKind())}`));
    const { DIFF_NONE } = proto.DiffResponse.DiffChanges;
    assert.equal(response.getChanges() === DIFF_NONE, details.length === 0);
    assert.equal(response.getHasdetaileddiff(), true);
    return { details: details.sort(), replaces: response.getReplacesList().sort() };
  };
  const update = ({ type, id, inputs, state }: Made, after: Values) =>
    aws.client.update(type, id, { before: inputs, after, state });
  /** As somebody else changes the object, past the engine. */
  const changedOutside = ({ type }: Made, properties: Values) => {
    for (const object of aws.store.list(type))
      aws.store.put({ ...object, properties: { ...object.properties, ...properties } });
  };
  const role = (more: Values = {}): Values => ({ name: "r", assumeRolePolicy: "{}", ...more });
  const none = { details: [], replaces: [] };

  it("refuses to change what is gone", async () => {
    const gone = await made(ROLE, role());
    aws.store.remove(ROLE, "r");
    await assert.rejects(update(gone, role({ description: "d" })), {
      details: `ResourceNotFoundException: ${ROLE} r does not exist`,
    });
  });

  it("refuses to change an object into what another is already, and leaves both", async () => {
    const rule = (fromPort: number): Values => ({
      securityGroupId: "sg-1",
      ipProtocol: "tcp",
      fromPort,
      toPort: 9,
    });
    await made(RULE, rule(1));
    const second = await made(RULE, rule(2));
    await assert.rejects(update(second, rule(1)), {
      details: "InvalidPermission.Duplicate: the group has that rule already",
    });
    assert.deepEqual(
      aws.store.list().map(({ properties }) => properties["fromPort"]),
      [1, 2],
    );
  });

  it("tells the engine each change with its path and kind, and which of them replace", async () => {
    const before = await made(ROLE, role({ path: "/a/", description: "a", tags: { a: "1", "x.y": "1" } }));
    assert.deepEqual(await diff(before, role({ path: "/b/", maxSessionDuration: 7200, tags: { a: "2" } })), {
      details: [
        "description DELETE",
        "maxSessionDuration ADD",
        "path UPDATE_REPLACE",
        "tags.a UPDATE",
        'tags["x.y"] DELETE',
      ],
      replaces: ["path"],
    });
    assert.deepEqual(await diff(before, before.inputs), none);
  });

  it("replaces for every change of what AWS cannot change", async () => {
    const inputs = { function: "f", action: "lambda:InvokeFunction", principal: "p", statementId: "s" };
    const before = await made(PERMISSION, inputs);
    assert.deepEqual(await diff(before, { ...inputs, principal: "q", sourceArn: "a" }), {
      details: ["principal UPDATE_REPLACE", "sourceArn ADD_REPLACE"],
      replaces: ["principal", "sourceArn"],
    });
  });

  it("replaces for another region, also when it is the provider's that changed", async () => {
    const before = await made("aws:cloudwatch/logGroup:LogGroup", { name: "l" });
    assert.deepEqual(await diff(before, { name: "l", region: "us-east-1" }), {
      details: ["region ADD_REPLACE"],
      replaces: ["region"],
    });
    await aws.client.configure({ region: "us-east-1" });
    assert.deepEqual(await diff(before, { name: "l" }), {
      details: ["region UPDATE_REPLACE"],
      replaces: ["region"],
    });
    assert.deepEqual(await diff(await made(ROLE, role()), role()), none);
  });

  it("finds no difference where a property is given as AWS fills it in anyway, or left out again", async () => {
    const short = await made(ROLE, role());
    const long = role({ path: "/", maxSessionDuration: 3600, forceDetachPolicies: false });
    assert.deepEqual(await diff(short, long), none);
    assert.deepEqual(await diff({ ...short, inputs: long }, role()), none);
    assert.deepEqual((await diff({ ...short, inputs: long }, role({ path: "/x/" }))).replaces, ["path"]);
    const vpc = await made("aws:ec2/vpc:Vpc", { cidrBlock: "10.0.0.0/16" });
    const same = { cidrBlock: "10.0.0.0/16", instanceTenancy: "default", region: "ap-northeast-2" };
    assert.deepEqual(await diff(vpc, same), none);
  });

  it("compares a type it cannot create by its inputs alone", async () => {
    const before = { type: "aws:glue/crawler:Crawler", id: "c", inputs: { role: "r" }, state: {} };
    assert.deepEqual(await diff(before, { role: "s" }), { details: ["role UPDATE"], replaces: [] });
  });

  it("sends only what differs where the real provider does, and leaves what others changed meanwhile", async () => {
    const before = await made(ROLE, role({ description: "a" }));
    changedOutside(before, { maxSessionDuration: 7200 });
    const { description, maxSessionDuration } = await update(before, role({ description: "b" }));
    assert.deepEqual([description, maxSessionDuration], ["b", 7200]);
  });

  it("sends the whole object where the real provider does, undoing what others changed and added", async () => {
    const inputs = { name: "live", functionName: "f", functionVersion: "1", description: "a" };
    const before = await made(ALIAS, inputs);
    const weights = { additionalVersionWeights: { "2": 0.5 } };
    changedOutside(before, { functionVersion: "2", routingConfig: weights });
    const after = await update(before, { ...inputs, description: "b" });
    assert.equal(after["functionVersion"], "1");
    assert.equal(after["routingConfig"], undefined);
    assert.equal(after["arn"], before.id);
  });

  it("takes away what the program no longer gives, or gives as null, and fills in AWS's own value", async () => {
    for (const gone of [{}, { description: null, maxSessionDuration: null }] as Values[]) {
      const before = await made(ROLE, role({ description: "a", maxSessionDuration: 7200 }));
      const after = await update(before, role(gone));
      assert.deepEqual([after["description"], after["maxSessionDuration"]], [undefined, 3600]);
      assert.equal(after["createDate"], before.state["createDate"]);
      aws.store.remove(ROLE, "r");
    }
    const alias = { name: "live", functionName: "f", functionVersion: "1" };
    const before = await made(ALIAS, { ...alias, description: "a" });
    assert.equal((await update(before, alias))["description"], undefined);
  });

  it("keeps an object where it was made when the provider's region changed since", async () => {
    const before = await made("aws:cloudwatch/logGroup:LogGroup", { name: "l" });
    await aws.client.configure({ region: "us-east-1" });
    const after = await update(before, { name: "l", retentionInDays: 7 });
    assert.deepEqual(after, { ...before.state, retentionInDays: 7 });
    await aws.client.delete(before.type, before.id, after);
    assert.deepEqual(aws.store.list(), []);
  });

  it("previews an update with what is left out gone and what it moves unknown", async () => {
    const code = new Asset("archive", "h", { hash: "h" });
    const inputs = { name: "f", role: "r", publish: true, code, description: "d", memorySize: 256 };
    const { state } = await made(FUNCTION, inputs);
    const { value: unknown } = Unknown;
    const preview = (after: Values) => {
      return aws.client.update(FUNCTION, "f", { before: inputs, after, state, preview: true });
    };
    const after = await preview({ name: "f", role: "r", publish: true, code, tags: { a: "1" } });
    assert.deepEqual(after, {
      ...without(state, "description"),
      memorySize: 128,
      tags: { a: "1" },
      tagsAll: { a: "1" },
      version: unknown,
      qualifiedArn: unknown,
      qualifiedInvokeArn: unknown,
    });
    assert.deepEqual(await preview({ ...inputs, tags: unknown }), {
      ...state,
      tags: unknown,
      tagsAll: unknown,
    });
    assert.equal((await preview({ ...inputs, code: new Asset("archive", "i", {}) }))["codeSha256"], unknown);
  });

  it("deletes what is gone already without complaint", async () => {
    await aws.client.delete(ROLE, "never-there", {});
  });
});

function without(values: Values, name: string): Values {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
