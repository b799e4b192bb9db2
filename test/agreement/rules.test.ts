import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { rules } from "../../policy/registry";
import { ROOT } from "../helpers/command-line";
import { rulesPage } from "../policy/rules-page";

const page = join(ROOT, "docs", "rules.md");

describe("the reference of the rules", () => {
  it("is what the rules say of themselves; else run scripts/rules-page.mjs", async () => {
    const options = { ...(await resolveConfig(page)), parser: "markdown" };
    assert.equal(readFileSync(page, "utf8"), await format(rulesPage(rules), options));
  });

  for (const { id, description, reason, remedy, settings } of rules)
    it(`has ${id} with sentences for its description, reason, remedy and settings`, () => {
      const described = Object.values(settings).map(({ schema }) => schema.description);
      for (const text of [description, reason, remedy, ...described])
        assert.match(text, /^[A-Z`].*[.)]$/s, text);
    });
});
