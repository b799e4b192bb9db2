import assert from "node:assert/strict";
import { Secret, type Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";

const ROLE = "aws:iam/role:Role";

describe("default tags in the local AWS", () => {
  const aws = emptiedAws();

  const configure = (tags: object) =>
    aws.client.configure({ region: "ap-northeast-2", defaultTags: JSON.stringify({ tags }) });
  const role = (more: Values = {}): Values => ({ name: "r", assumeRolePolicy: "{}", ...more });
  const made = async (type: string, inputs: Values) => ({
    ...(await aws.client.create(type, inputs)),
    inputs,
  });
  type Made = Awaited<ReturnType<typeof made>>;
  const changed = async ({ inputs, state }: Made, after: Values) =>
    (await aws.client.diff(ROLE, inputs, after, state)).getDiffsList();
  const update = ({ id, inputs, state }: Made, after: Values) =>
    aws.client.update(ROLE, id, { before: inputs, after, state });

  it("gives every resource the default tags, the resource's own above them", async () => {
    await configure({ team: "web", stage: "dev" });
    const { state } = await made(ROLE, role({ tags: { stage: "mine" } }));
    assert.deepEqual(state["tags"], { stage: "mine" });
    assert.deepEqual(state["tagsAll"], { team: "web", stage: "mine" });
    const untagged = await made(ROLE, role({ name: "untagged" }));
    assert.deepEqual(
      [untagged.state["tags"], untagged.state["tagsAll"]],
      [undefined, { team: "web", stage: "dev" }],
    );
  });

  it("sees other default tags as a change of every resource that has tags, and makes it", async () => {
    const before = await made(ROLE, role());
    await configure({ team: "web" });
    assert.deepEqual(await changed(before, role()), ["tagsAll"]);
    assert.deepEqual(await changed(before, role({ tags: { a: "1" } })), ["tags"]);
    assert.deepEqual((await update(before, role()))["tagsAll"], { team: "web" });
    const policy = await made("aws:iam/rolePolicy:RolePolicy", { name: "p", role: "r", policy: "{}" });
    assert.deepEqual(policy.state, policy.inputs);
  });

  it("keeps secret tags secret where they come out again", async () => {
    const secret = new Secret("hush");
    const { state } = await made(ROLE, role({ tags: { a: secret, b: "1" } }));
    assert.deepEqual(state["tagsAll"], { a: secret, b: "1" });
    const all = await made(ROLE, role({ name: "all", tags: new Secret({ a: "hush" }) }));
    assert.deepEqual(all.state["tagsAll"], new Secret({ a: "hush" }));
    await aws.client.configure({
      region: "ap-northeast-2",
      defaultTags: new Secret('{"tags":{"team":"hush"}}'),
    });
    const other = await made(ROLE, role({ name: "other", tags: { b: "1" } }));
    assert.deepEqual(other.state["tagsAll"], { team: secret, b: "1" });
  });
});
