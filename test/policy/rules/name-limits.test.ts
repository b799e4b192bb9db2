import assert from "node:assert/strict";
import * as fc from "fast-check";
import { limits, type NamedType } from "../../../naming/limits";
import { bucketName, physicalName } from "../../../naming/names";
import { nameLimits } from "../../../policy/rules/name-limits";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judge } from "../judge";
import { places } from "../places";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TOPIC = "aws:sns/topic:Topic";
const BUCKET = "aws:s3/bucket:Bucket";
const check = (type: string, inputs: Values): ReturnType<typeof judge> => judge(nameLimits, { type, inputs });
const bucket = (name: Value): string[] => places(check(BUCKET, { bucket: name }));

describe("the rule name-limits", () => {
  it("says how long a name may be, which characters it has, and where AWS says so", () => {
    const { pattern, source } = limits[BALANCER];
    const name = "a".repeat(33);
    assert.deepEqual(check(BALANCER, { name }), [
      {
        problem: {
          property: "name",
          rule: "at most 32 characters",
          got: `"${name}", 33 characters`,
          remedy: `change it, see ${source}`,
        },
      },
    ]);
    assert.deepEqual(check("aws:alb/loadBalancer:LoadBalancer", { name: "internal-a" }), [
      {
        problem: {
          property: "name",
          rule: `a name that AWS takes (${pattern.source})`,
          got: '"internal-a"',
          remedy: `change it, see ${source}`,
        },
      },
    ]);
  });

  it("refuses an empty name", () => {
    assert.deepEqual(places(check(BALANCER, { name: "" })), ["name"]);
  });

  it("takes every name that naming/ derives, cut or not", () => {
    const identity = {
      project: "warehouses",
      stage: "production",
      service: "customer-relations-backend",
      role: "backgroundworkers",
      colour: "green",
    };
    for (const named of Object.keys(limits) as NamedType[]) {
      const type = named.split("#")[0] ?? "";
      if (type !== BUCKET) assert.deepEqual(check(type, { name: physicalName(named, identity) }), [], named);
    }
    assert.deepEqual(bucket(bucketName(identity, "123456789012", "ap-northeast-2")), []);
  });

  it("takes a bucket with dots, and none that AWS refuses", () => {
    for (const name of ["www.example.org", "a1b", "a".repeat(63)]) assert.deepEqual(bucket(name), [], name);
    const wrong = [
      "ab",
      "A-b",
      "a..b",
      "192.168.0.1",
      "-ab",
      "ab-",
      "xn--abc",
      "a-s3alias",
      "a_b",
      "a".repeat(64),
    ];
    for (const name of wrong) assert.deepEqual(bucket(name), ["bucket"], name);
  });

  it("takes the end that a first-in-first-out topic must have, and no other topic", () => {
    assert.deepEqual(check(TOPIC, { name: "a.fifo", fifoTopic: true }), []);
    assert.deepEqual(places(check(TOPIC, { name: "a.fifo" })), ["name"]);
  });

  it("does not judge a prefix or a name that is not there, and does not evaluate an unknown one", () => {
    assert.deepEqual(
      check(BALANCER, { namePrefix: "a-prefix-that-is-quite-long-for-any-load-balancer" }),
      [],
    );
    assert.deepEqual(check(BALANCER, {}), []);
    assert.deepEqual(places(check(BALANCER, { name: UNKNOWN })), ["? name"]);
  });

  it("never throws, whatever the inputs", () => {
    const inputs = anyInputs("name", "namePrefix", "bucket", "fifoTopic", "__defaults");
    fc.assert(
      fc.property(fc.constantFrom(...nameLimits.types), inputs, (type, given) => {
        assert.ok(Array.isArray(check(type, given)));
      }),
    );
  });
});
