import assert from "node:assert/strict";
import { protections } from "../../../policy/aws/protection";
import type { Finding } from "../../../policy/rule";
import { productionProtection } from "../../../policy/rules/production-protection";
import { UNKNOWN, type Values } from "../../../policy/value";
import { itIsSound, places } from "../any-values";
import { judge } from "../judge";

const TABLE = "aws:dynamodb/table:Table";
const BUCKET = "aws:s3/bucket:Bucket";
const POOL = "aws:cognito/userPool:UserPool";
const DATABASE = "aws:rds/instance:Instance";

const prod = { stack: "prod", isProduction: true };
const check = (type: string, inputs: Values, isProtected = false, settings = {}): readonly Finding[] =>
  judge(productionProtection, { type, inputs, isProtected }, { ...prod, settings });
const found = (type: string, inputs: Values, isProtected = false): string[] =>
  places(check(type, inputs, isProtected));

describe("the rule production-protection", () => {
  it("says everything that is missing, and what to do", () => {
    assert.deepEqual(check(TABLE, {}), [
      {
        problem: {
          property: "deletionProtectionEnabled",
          rule: "true",
          got: "nothing",
          remedy: "set it; whoever really deletes it switches it off first",
        },
      },
      {
        problem: {
          property: "protect",
          rule: "true",
          got: "false",
          remedy: "set the resource option protect: true, which `pulumi state unprotect` lifts",
        },
      },
    ]);
    assert.deepEqual(check(BUCKET, { forceDestroy: true }, true), [
      {
        problem: {
          property: "forceDestroy",
          rule: "left out or false",
          got: "true",
          remedy: "set it to false: it goes only once it is empty then",
        },
      },
    ]);
  });

  it("refuses every type that goes when told", () => {
    for (const [type, { guard, force }] of Object.entries(protections)) {
      const off = guard === undefined ? {} : { [guard.property]: false };
      const inputs = { ...off, ...(force === undefined ? {} : { [force]: true }) };
      assert.notDeepEqual(found(type, inputs), [], type);
    }
  });

  it("says nothing outside production", () => {
    for (const type of productionProtection.types)
      assert.deepEqual(judge(productionProtection, { type, inputs: { forceDestroy: true } }), []);
  });

  it("takes what is protected, as its type says it", () => {
    assert.deepEqual(found(TABLE, { deletionProtectionEnabled: true }, true), []);
    assert.deepEqual(found(POOL, { deletionProtection: "ACTIVE" }, true), []);
    assert.deepEqual(found(POOL, { deletionProtection: "INACTIVE" }, true), ["deletionProtection"]);
    assert.deepEqual(found(POOL, { deletionProtection: true }, true), ["deletionProtection"]);
    const trail = "aws:cloudtrail/eventDataStore:EventDataStore";
    assert.deepEqual(found(trail, {}), []);
    assert.deepEqual(found(trail, { terminationProtectionEnabled: false }), ["terminationProtectionEnabled"]);
    assert.deepEqual(found(BUCKET, { forceDestroy: false }, true), []);
  });

  it("takes a copy of what another database keeps, and the types that may go", () => {
    assert.deepEqual(found(DATABASE, { replicateSourceDb: "main" }), []);
    assert.deepEqual(found(DATABASE, {}), ["deletionProtection", "protect"]);
    assert.deepEqual(check(BUCKET, { forceDestroy: true }, false, { disposableTypes: [BUCKET] }), []);
  });

  it("does not evaluate what is not known yet, and what is known all the same", () => {
    assert.deepEqual(found(TABLE, { deletionProtectionEnabled: UNKNOWN }), [
      "? deletionProtectionEnabled",
      "protect",
    ]);
    assert.deepEqual(found(BUCKET, { forceDestroy: UNKNOWN }, true), ["? forceDestroy"]);
    assert.deepEqual(found(DATABASE, { replicateSourceDb: UNKNOWN }), []);
  });

  itIsSound(
    productionProtection,
    ["deletionProtection", "deletionProtectionEnabled", "enableDeletionProtection", "forceDestroy"].concat(
      "replicateSourceDb",
    ),
    ["ACTIVE", "ENABLED"],
    prod,
  );
});
