import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { rules } from "../../policy/registry";
import type { Finding } from "../../policy/rule";
import type { Case, Cases, StackCase } from "./cases/case";
import { casesOf, stackCasesOf } from "./cases/of-rule";
import { judge, judgeStack, type Told } from "./judge";

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
    if ("check" in rule) expectCases(rule.id, casesOf(rule.id), (one, told) => judge(rule, one, told));
    else expectCases(rule.id, stackCasesOf(rule.id), (one, told) => judgeStack(rule, one.resources, told));
  }
});

function expectCases<One extends Case | StackCase>(
  id: string,
  { passing, failing, stack = "dev", settings = {} }: Cases<One>,
  findings: (one: One, told: Told) => readonly Finding[],
): void {
  const told = { stack, isProduction: stack === "prod", settings };
  for (const one of passing)
    it(`${id} lets pass what ${one.that}`, () => {
      assert.deepEqual(findings(one, told), []);
    });
  for (const one of failing)
    it(`${id} finds what ${one.that}`, () => {
      const [first] = findings(one, told);
      assert.ok(first !== undefined && "problem" in first, JSON.stringify(first));
    });
}
