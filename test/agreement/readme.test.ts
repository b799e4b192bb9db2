import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ROOT } from "../helpers/command-line";
import { parsed } from "../stacks/config-of";

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

describe("the README", () => {
  const blocks = [...read("README.md").matchAll(/```sh\n([^`]*)```/g)].map((match) => match[1]?.trim() ?? "");

  it("has four shell blocks: the gate runs the first two, plain-pulumi.test.ts the others", () => {
    assert.equal(blocks.length, 4);
    const gate = read(".ci/run");
    assert.equal(blocks[0], "npm ci && npm run rehearse");
    assert.equal(blocks[1], "npm ci && npm test");
    for (const command of blocks.slice(0, 2)) assert.ok(gate.includes(`'${command}'`), command);
    assert.ok(gate.indexOf("npm test") < gate.indexOf("npm run rehearse"));
    assert.match(blocks[2] ?? "", /^eval "\$\(npx multistage local env\)"/);
    assert.match(blocks[3] ?? "", /--policy-pack .*\n.* multistage audit -$/);
  });

  it("names only folders and documents that exist", () => {
    const text = read("README.md");
    const folders = [...text.matchAll(/^\| `([a-z]+)\/`/gm)].map((match) => match[1] ?? "");
    const links = [...text.matchAll(/\]\(((?!https)[^)]+)\)/g)].map((match) => match[1] ?? "");
    assert.ok(folders.length >= 8 && links.length >= 2);
    for (const path of [...folders, ...links]) assert.ok(existsSync(join(ROOT, path)), path);
  });

  it("shows service entries that the configuration takes", () => {
    const entries = [...read("README.md").matchAll(/```yaml\n([^`]*)```/g)].map(([, text = ""]) => {
      const { config } = parse(text) as { config: Record<string, unknown> };
      return Object.fromEntries(
        Object.entries(config).map(([key, value]) => [key.replace("multistage:", ""), value]),
      );
    });
    assert.deepEqual(
      entries.map((entry) => Object.keys(entry)),
      [["services"], ["loadBalancer", "services"]],
    );
    const network = { create: { cidrBlock: "10.10.0.0/16", natGateways: "Single" } };
    const secrets = { guestbook: { SECRET_KEY: "x" } };
    assert.equal(parsed({ ...entries[0], secrets }).services[0]?.kind, "serverless");
    assert.equal(parsed({ network, ...entries[1] }).services[0]?.kind, "blueGreen");
  });
});
