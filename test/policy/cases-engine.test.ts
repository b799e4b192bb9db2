import assert from "node:assert/strict";
import { CustomResource } from "@pulumi/pulumi";
import { policyPack } from "../../cli/policy-pack";
import { rules } from "../../policy/registry";
import { ENGINE_TIMEOUT } from "../helpers/engine";
import { localStack, type LocalStack } from "../helpers/local-stack";
import { casesOf } from "./cases/of-rule";

const ofResource = rules.filter((rule) => "check" in rule);

/** Of any type. */
class Declared extends CustomResource {}

/** Its name says which rule is to say what. */
const named = (rule: string, kind: "passing" | "failing", index: number): string =>
  `${rule} ${kind} ${index}`;

describe("every rule, in a preview of the real engine,", () => {
  const found = new Map<string, string[]>();
  let local: LocalStack;
  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    local = await localStack(() => {
      for (const { id } of ofResource)
        for (const kind of ["passing", "failing"] as const)
          for (const [index, { type, inputs, isProtected: protect = false }] of casesOf(id)[kind].entries())
            new Declared(type, named(id, kind, index), { ...inputs }, { protect });
      return Promise.resolve();
    });
    const preview = local.stack.preview({
      policyPacks: [policyPack()],
      onEvent: ({ policyEvent: event }) => {
        if (event === undefined) return;
        const name = event.resourceUrn?.split("::").at(-1) ?? "";
        found.set(name, [...(found.get(name) ?? []), event.policyName]);
      },
    });
    await assert.rejects(preview, /preview failed/);
  });
  after(() => {
    local.close();
  });

  for (const { id } of ofResource) {
    const { passing, failing } = casesOf(id);
    for (const [index, { that }] of failing.entries())
      it(`${id} finds what ${that}`, () => {
        assert.ok(found.get(named(id, "failing", index))?.includes(id));
      });
    for (const [index, { that }] of passing.entries())
      it(`${id} lets pass what ${that}`, () => {
        assert.ok(!(found.get(named(id, "passing", index)) ?? []).includes(id));
      });
  }
});
