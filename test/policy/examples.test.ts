/** Agreement: the examples in the docstrings of what a team's program and tests take from the policy pack compile. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { complaints } from "../components/compiled";
import { ROOT } from "../helpers/command-line";

/** By file, where its example says that it comes from. */
const FILES = {
  "policy/program/check-documents.ts": "multistage/policy",
  "policy/program/suppress.ts": "multistage/policy",
  "policy/testing/pack.ts": "multistage/policy-testing",
} as const;
const SOURCES = {
  "multistage/policy": "./policy/program/index",
  "multistage/policy-testing": "./policy/testing/pack",
};

const examples = Object.entries(FILES).map(([file, from]) => {
  const text = readFileSync(join(ROOT, file), "utf8");
  const block = /@example\n \* ```typescript\n([^]*?) \* ```/.exec(text)?.[1] ?? "";
  return {
    file,
    from,
    program: block.replace(/^ \* ?/gm, "").replace(`"${from}"`, `"${SOURCES[from]}"`),
    block,
  };
});

describe("the examples of the policy pack's programs", () => {
  let said: string[][];
  before(() => {
    const misspelt = examples.map(({ program }) => program.replace(/import \{ (?=[^;]*"\.)/, "import { not"));
    said = complaints([...examples.map(({ program }) => program), ...misspelt]);
  });

  examples.forEach(({ file, from, block }, index) => {
    it(`(${file}) import from the package and compile, and would not with a misspelt name`, () => {
      assert.ok(block.includes(`from "${from}"`));
      // The types of AWS are left out: they take most of the time.
      const others = said[index]?.filter((text) => !text.startsWith("Cannot find module '@pulumi/aws"));
      assert.deepEqual(others, []);
      assert.match(said[examples.length + index]?.join("\n") ?? "", /has no exported member/);
    });
  });
});
