import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  Asset,
  decode,
  encode,
  fromJson,
  ResourceReference,
  Secret,
  toJson,
  Unknown,
} from "../../wire/values";
import { anyValues } from "./any-value";

const KIND = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";
const URN = "urn:pulumi:s::p::aws:iam/role:Role::r";

describe("values on the wire", () => {
  it("come back as they went, whatever they are", () => {
    fc.assert(
      fc.property(anyValues(), (values) => {
        const wire = Struct.deserializeBinary(encode(values).serializeBinary());
        assert.deepEqual(decode(wire), values);
      }),
    );
  });

  it("are read from nothing at all as no values", () => {
    assert.deepEqual(decode(undefined), {});
  });

  const pairs: [kind: string, json: Parameters<typeof fromJson>[0], value: ReturnType<typeof fromJson>][] = [
    [
      "a secret in a secret's list",
      { [KIND]: SECRET, value: [{ [KIND]: SECRET, value: 1 }] },
      new Secret([new Secret(1)]),
    ],
    [
      "a secret that is not known",
      { [KIND]: SECRET, value: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      new Secret(Unknown.value),
    ],
    [
      "an asset with all its fields",
      { [KIND]: ASSET, hash: "h", text: "t" },
      new Asset("asset", "h", { hash: "h", text: "t" }),
    ],
    [
      "an archive with what is in it",
      { [KIND]: ARCHIVE, hash: "h", assets: { a: { [KIND]: ASSET, hash: "i", path: "p" } } },
      new Asset("archive", "h", { hash: "h", assets: { a: { [KIND]: ASSET, hash: "i", path: "p" } } }),
    ],
    ["an asset without a hash", { [KIND]: ASSET, text: "t" }, new Asset("asset", "", { text: "t" })],
    [
      "a resource with the version of its package",
      { [KIND]: REFERENCE, urn: URN, id: "r", packageVersion: "7.48.0" },
      new ResourceReference(URN, "r", { packageVersion: "7.48.0" }),
    ],
    ["a component, which has no id", { [KIND]: REFERENCE, urn: URN }, new ResourceReference(URN, null)],
  ];
  for (const [kind, json, value] of pairs) {
    it(`know ${kind}`, () => {
      assert.deepEqual(fromJson(json), value);
      assert.deepEqual(toJson(value), json);
    });
  }

  it("know a resource whose id the engine does not know yet", () => {
    const reference = fromJson({ [KIND]: REFERENCE, urn: URN, id: "" });
    assert.deepEqual(reference, new ResourceReference(URN, Unknown.value));
  });

  it("know every kind of unknown of the engine", () => {
    const kinds = [
      "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
      "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
      "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
      "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
      "030794c1-ac77-496b-92df-f27374a8bd58",
      "e48ece36-62e2-4504-bad9-02848725956a",
      "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ];
    for (const kind of kinds) assert.equal(fromJson(kind), Unknown.value);
    assert.equal(fromJson(`${kinds[0]} `), `${kinds[0]} `);
  });
});
