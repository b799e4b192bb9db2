import assert from "node:assert/strict";
import * as fc from "fast-check";
import { typeTable } from "../../local/aws/types/type-table";
import { cacheFolder } from "../../local/engine/cache-folder";
import { unconfigured } from "../../policy/configuration/configuration";
import { NOT_YET, ofResource, ofStack } from "../../policy/evaluate";
import { rules } from "../../policy/registry";
import type { StackResource } from "../../policy/rule";
import { UNKNOWN, type Value, type Values } from "../../policy/value";
import { FUZZED } from "../helpers/property-runs";

const configuration = unconfigured(rules);
const { resources } = typeTable(cacheFolder(process.env));
const judged = [...new Set(rules.flatMap((rule) => ("types" in rule ? [...rule.types] : [])))].sort();
const any = Object.keys(resources);

/** Names that stand somewhere in the inputs of some type, and what is in a policy document. */
const nested = [
  ...["Statement", "Effect", "Action", "NotAction", "Resource", "Principal", "Condition", "AWS", "Service"],
  ...[
    "key",
    "value",
    "propagateAtLaunch",
    "tags",
    "resourceType",
    "stages",
    "actions",
    "category",
    "__defaults",
  ],
  ...[
    "cidrBlocks",
    "fromPort",
    "toPort",
    "protocol",
    "forward",
    "targetGroups",
    "type",
    "httpTokens",
    "ebs",
    "encrypted",
  ],
];
const texts = [
  "",
  "*",
  "{",
  "Allow",
  "0.0.0.0/0",
  "public-read",
  "-1",
  "$Latest",
  "AKIAIOSFODNN7EXAMPLE",
  "nodejs12.x",
];

const value = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    fc.constant<Value>(UNKNOWN),
    fc.constantFrom<Value>(...texts, null, undefined, true, false, 0, -1, 65_536, Number.NaN),
    fc.string(),
    fc.json(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...nested), tie("value"), { maxKeys: 4 }),
  ),
})).value;

/** A resource whose inputs have the right names, and whatever values. */
const resource = fc
  .oneof(
    { weight: 9, arbitrary: fc.constantFrom(...judged) },
    { weight: 1, arbitrary: fc.constantFrom(...any) },
  )
  .chain((type) => {
    const names = Object.keys(resources[type]?.inputs ?? {});
    const inputs = fc.dictionary(fc.constantFrom("tagsAll", "__defaults", ...names), value, { maxKeys: 8 });
    return fc.record({
      type: fc.constant(type),
      inputs,
      provider: fc.oneof(fc.constant({}), fc.record({ defaultTags: value })),
    });
  });

const OCCASION = { today: "2026-11-21", unknown: NOT_YET };
const made = (
  { type, inputs, provider }: { type: string; inputs: Values; provider: Values },
  index = 0,
): StackResource => {
  const name = `it-${index}`;
  const urn = `urn:pulumi:prod::shop::${type}::${name}`;
  return { type, name, urn, inputs, provider, isProtected: index % 2 === 0, propertyDependencies: {} };
};

describe("whatever a resource is like,", () => {
  it("no rule fails on it, and each report can be shown", () => {
    fc.assert(
      fc.property(resource, (one) => {
        for (const report of ofResource(made(one), rules, configuration, OCCASION)) {
          assert.doesNotMatch(report.message, /^rule failed/);
          assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
        }
      }),
      FUZZED,
    );
  });

  it("no rule on a whole stack fails, and each report is of a resource of it", () => {
    fc.assert(
      fc.property(fc.array(resource, { maxLength: 6 }), (all) => {
        const stack = all.map((one, index) => made(one, index));
        for (const { urn, message } of ofStack(stack, rules, configuration, OCCASION)) {
          assert.doesNotMatch(message, /^rule failed/);
          assert.ok(stack.some((one) => one.urn === urn));
        }
      }),
      { numRuns: FUZZED.numRuns / 10 },
    );
  });
});
