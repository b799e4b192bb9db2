import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../helpers/command-line";

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

describe("the README", () => {
  const blocks = [...read("README.md").matchAll(/```sh\n([^`]*)```/g)].map((match) => match[1]?.trim() ?? "");

  it("has three shell blocks: the gate runs the first two, plain-pulumi.test.ts the third", () => {
    assert.equal(blocks.length, 3);
    const gate = read(".ci/run");
    assert.equal(blocks[0], "npm ci && npm run rehearse");
    assert.equal(blocks[1], "npm ci && npm test");
    for (const command of blocks.slice(0, 2)) assert.ok(gate.includes(`'${command}'`), command);
    assert.ok(gate.indexOf("npm test") < gate.indexOf("npm run rehearse"));
    assert.match(blocks[2] ?? "", /^eval "\$\(npx multistage local env\)"/);
  });

  it("names only folders and documents that exist", () => {
    const text = read("README.md");
    const folders = [...text.matchAll(/^\| `([a-z]+)\/`/gm)].map((match) => match[1] ?? "");
    const links = [...text.matchAll(/\]\(((?!https)[^)]+)\)/g)].map((match) => match[1] ?? "");
    assert.ok(folders.length >= 8 && links.length >= 2);
    for (const path of [...folders, ...links]) assert.ok(existsSync(join(ROOT, path)), path);
  });

  it("shows a service entry that the configuration takes", () => {
    const entry = /```yaml\n([^`]*)```/.exec(read("README.md"))?.[1] ?? "";
    const names = [...entry.matchAll(/^ {6}(?:- |)(\w+):|^ {4}- (\w+):/gm)].map((m) => m[1] ?? m[2]);
    const known = [...read("stacks/config.ts").matchAll(/^ {2}(\w+): z\b|^ {2}(\w+): part\b/gm)].map(
      (m) => m[1] ?? m[2],
    );
    for (const name of names) assert.ok(known.includes(name), `${name} of ${known.join()}`);
    assert.ok(names.length >= 7);
  });
});
