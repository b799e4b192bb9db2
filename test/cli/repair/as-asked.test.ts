import assert from "node:assert/strict";
import * as fc from "fast-check";
import { filledIn, isAsAsked } from "../../../cli/repair/as-asked";
import type { Recorded } from "../../../cli/repair/state";
import type { Json } from "../../../wire/values";

const TYPE = "aws:iam/role:Role";
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET = { [MARK]: "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:abc" };
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
type Inputs = Record<string, Json>;

const wanted = (inputs: Inputs): Recorded => ({
  urn: `urn:pulumi:dev::tiny::${TYPE}::web`,
  type: TYPE,
  inputs,
});
const found = (properties: Inputs, type = TYPE) => ({ type, id: "it", properties });
const fits = (inputs: Inputs, properties: Inputs, anew = false): boolean =>
  isAsAsked(wanted(inputs), found(properties), anew);

describe("isAsAsked", () => {
  const OTHERS: [what: string, inputs: Inputs, properties: Inputs][] = [
    ["another value", { path: "/a/" }, { path: "/b/" }],
    ["another tag", { tags: { Stage: "dev" } }, { tags: { Stage: "prod" } }],
    ["a tag more", { tags: { Stage: "dev" } }, { tags: { Stage: "dev", Owner: "ada" } }],
    ["tags where none are asked for", {}, { tags: { Owner: "ada" } }],
    ["a tag less", { tags: { Stage: "dev", Owner: "ada" } }, { tags: { Stage: "dev" } }],
    ["other tags in a list", { tags: [{ key: "A", value: "a" }] }, { tags: [{ key: "A", value: "b" }] }],
    ["a value less", { path: "/a/" }, {}],
    ["a shorter list", { subnetIds: ["a", "b"] }, { subnetIds: ["a"] }],
    ["a longer list", { subnetIds: ["a"] }, { subnetIds: ["a", "b"] }],
    ["a list in another order", { subnetIds: ["a", "b"] }, { subnetIds: ["b", "a"] }],
    ["text for a number", { timeout: 3 }, { timeout: "3" }],
    ["something deep inside", { a: [{ b: { c: 1 } }] }, { a: [{ b: { c: 2 } }] }],
    ["less deep inside", { a: [{ b: { c: 1 } }] }, { a: [{}] }],
    ["what is not known yet", { vpcId: UNKNOWN }, { vpcId: "vpc-1" }],
    [
      "another archive",
      { code: { [MARK]: "0def7320c3a5731c473e5ecbe6d01bc7", hash: "1", path: "a.zip" } },
      { code: { [MARK]: "0def7320c3a5731c473e5ecbe6d01bc7", hash: "2", path: "a.zip" } },
    ],
    [
      "another name than the derived one",
      { __defaults: ["name"], name: "web-1234567" },
      { name: "web-7654321" },
    ],
  ];
  for (const [what, inputs, properties] of OTHERS) {
    it(`is not so with ${what}`, () => {
      assert.equal(fits(inputs, properties), false);
    });
  }

  it("is not so for another type", () => {
    assert.equal(isAsAsked(wanted({}), found({}, "aws:ec2/vpc:Vpc")), false);
  });

  it("passes over what AWS fills in, what is secret, and what the engine keeps for itself", () => {
    const inputs = { __defaults: [], description: SECRET, env: { A: SECRET, B: "b" }, path: null, tags: {} };
    const ttl = { __defaults: [], enabled: true };
    const held = { description: "d", path: "/", arn: "arn", ttl: { enabled: true, attributeName: "" } };
    assert.ok(fits({ ...inputs, ttl }, { ...held, env: { A: "a", B: "b" } }));
    assert.ok(!fits({ ...inputs, ttl }, { ...held, env: { A: "a", B: "c" } }));
    assert.ok(fits({ tags: SECRET }, { tags: { Owner: "ada" } }));
  });

  it("takes a resource for its identifier, and a file for its content", () => {
    const vpc = { [MARK]: "5cf8f73096256a8f31e491e813e4eb8e", urn: "urn:…::net", id: "vpc-1" };
    const code = (path: string): Json => {
      return { [MARK]: "0def7320c3a5731c473e5ecbe6d01bc7", hash: "1", path };
    };
    assert.ok(fits({ vpc, code: code("a.zip") }, { vpc: "vpc-1", code: code("b.zip") }));
  });

  it("takes any digits of a derived name in a preview, and nothing else", () => {
    const inputs = { __defaults: ["name"], name: "web-1234567" };
    assert.ok(fits(inputs, { name: "web-89abcde" }, true));
    for (const name of ["web", "web-89abcdef", "web-89ABCDE", "other-1234567", "web-x-1234567", 7])
      assert.ok(!fits(inputs, { name }, true), String(name));
    assert.ok(!fits({ name: "web-1234567" }, { name: "web-89abcde" }, true), "a given name");
    assert.ok(
      fits({ __defaults: ["name"], name: "alias/q-1234567.fifo" }, { name: "alias/q-89abcde.fifo" }, true),
    );
  });

  const key = fc.stringMatching(/^[a-z]{1,6}$/).filter((name) => name !== "tags");
  const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.stringMatching(/^[a-z]{1,4}$/));
  const { value } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      leaf,
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 3 }),
    ),
  }));
  const inputs = fc.dictionary(key, value, { maxKeys: 4 });

  it("holds for everything that was made of the very inputs, whatever AWS added (property)", () => {
    fc.assert(
      fc.property(inputs, inputs, (asked, added) => {
        assert.ok(fits(asked, { ...added, ...asked }));
      }),
    );
  });

  it("does not hold when any one input differs (property)", () => {
    fc.assert(
      fc.property(inputs, key, leaf, leaf, (asked, name, one, other) => {
        fc.pre(one !== other);
        assert.ok(!fits({ ...asked, [name]: one }, { ...asked, [name]: other }));
      }),
    );
  });
});

describe("filledIn", () => {
  it("takes derived names and secrets from what was found, the secrets marked as such", () => {
    const resource = wanted({
      __defaults: ["name"],
      name: "web-1234567",
      path: "/a/",
      env: { list: ["x", "[secret]"], plain: "p" },
      token: "[secret]",
    });
    const properties = {
      name: "web-89abcde",
      path: "/a/",
      env: { list: ["x", "y"], plain: "p" },
      token: { t: 1 },
    };
    const secret = (value: Json): Json => {
      return { [MARK]: "1b47061264138c4ac30d75fd1eb44270", plaintext: JSON.stringify(value) };
    };
    assert.deepEqual(filledIn(resource, found(properties)).inputs, {
      __defaults: ["name"],
      name: "web-89abcde",
      path: "/a/",
      env: { list: ["x", secret("y")], plain: "p" },
      token: secret({ t: 1 }),
    });
  });
});
