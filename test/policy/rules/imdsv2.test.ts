import assert from "node:assert/strict";
import type { Finding } from "../../../policy/rule";
import { imdsv2 } from "../../../policy/rules/imdsv2";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { itIsSound, places } from "../any-values";
import { judge } from "../judge";

const INSTANCE = "aws:ec2/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const TOKENS = "metadataOptions.httpTokens";

const check = (type: string, inputs: Values): readonly Finding[] => judge(imdsv2, { type, inputs });
const options = (metadataOptions: Value): string[] => places(check(TEMPLATE, { metadataOptions }));

describe("the rule imdsv2", () => {
  it("says where and what to do", () => {
    assert.deepEqual(check(TEMPLATE, { metadataOptions: { httpTokens: "optional" } }), [
      {
        problem: {
          property: TOKENS,
          rule: '"required"',
          got: '"optional"',
          remedy: 'set httpTokens: "required"; SDKs of AWS since 2019 send the token by themselves',
        },
      },
    ]);
  });

  it("refuses whoever does not say, whatever the type", () => {
    for (const type of imdsv2.types) assert.deepEqual(places(check(type, {})), [TOKENS]);
    assert.deepEqual(options(null), [TOKENS]);
    assert.deepEqual(options({ httpEndpoint: "enabled", httpPutResponseHopLimit: 1 }), [TOKENS]);
    assert.deepEqual(options([{ httpTokens: "required" }]), [TOKENS]);
  });

  it("refuses an instance that undoes what its launch template says", () => {
    const inputs = { launchTemplate: { id: "lt-1" }, metadataOptions: { httpTokens: "optional" } };
    assert.deepEqual(places(check(INSTANCE, inputs)), [TOKENS]);
  });

  it("takes what needs a token, what answers nobody, and what leaves it to a launch template", () => {
    assert.deepEqual(options({ httpTokens: "required" }), []);
    assert.deepEqual(options({ httpEndpoint: "disabled" }), []);
    assert.deepEqual(options({ httpTokens: UNKNOWN, httpEndpoint: "disabled" }), []);
    assert.deepEqual(options({ httpTokens: "required", httpEndpoint: UNKNOWN }), []);
    assert.deepEqual(check(INSTANCE, { launchTemplate: { id: UNKNOWN } }), []);
    assert.deepEqual(check(INSTANCE, { launchTemplate: UNKNOWN }), []);
  });

  it("does not evaluate what an unknown part decides", () => {
    assert.deepEqual(options(UNKNOWN), [`? ${TOKENS}`]);
    assert.deepEqual(options({ httpTokens: UNKNOWN }), [`? ${TOKENS}`]);
    assert.deepEqual(options({ httpEndpoint: UNKNOWN }), [`? ${TOKENS}`]);
  });

  itIsSound(
    imdsv2,
    ["metadataOptions", "httpTokens", "httpEndpoint", "launchTemplate"],
    ["required", "optional", "disabled", "enabled"],
  );
});
