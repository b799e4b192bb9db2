import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policy/registry";
import { casesOf } from "./cases/of-rule";
import { judge } from "./judge";

const FOLDER = join(__dirname, "cases");

describe("every rule", () => {
  it("has its cases, in a file of its name", () => {
    const files = readdirSync(FOLDER).map((file) => file.replace(/\.ts$/, ""));
    assert.deepEqual(
      files.filter((name) => name !== "case" && name !== "of-rule").sort(),
      rules.map(({ id }) => id).sort(),
    );
  });

  for (const rule of rules) {
    if (!("check" in rule)) continue;
    const { passing, failing, stack = "dev", settings = {} } = casesOf(rule.id);
    const told = { stack, isProduction: stack === "prod", settings };
    for (const one of passing)
      it(`${rule.id} lets pass what ${one.that}`, () => {
        assert.deepEqual(judge(rule, one, told), []);
      });
    for (const one of failing)
      it(`${rule.id} finds what ${one.that}`, () => {
        const [first] = judge(rule, one, told);
        assert.ok(first !== undefined && "problem" in first, JSON.stringify(first));
      });
  }
});
