import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { SECTIONS } from "../../runtime/release/decide";
import { ROOT } from "../helpers/command-line";
import { releasePage } from "../runtime/release/release-page";

const page = join(ROOT, "docs", "release.md");
const guards = SECTIONS.flatMap((section) => section.guards);

describe("the page on releases", () => {
  it("is what the guards say of themselves; else run scripts/release-page.mjs", async () => {
    const options = { ...(await resolveConfig(page)), parser: "markdown" };
    assert.equal(readFileSync(page, "utf8"), await format(releasePage(), options));
  });
});

describe("the guards", () => {
  it("have each an id of their own, in words joined by hyphens", () => {
    const ids = guards.map(({ id }) => id);
    assert.deepEqual([...new Set(ids)], ids);
    for (const id of ids) assert.match(id, /^[a-z]+(?:-[a-z]+)*$/);
  });

  for (const { id, says } of guards)
    it(`(${id}) says in a sentence when it is that case and what is done`, () => {
      assert.match(says, /^[A-Z`].*\.$/);
    });
});
