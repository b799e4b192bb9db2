import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildEngine, buildKey } from "../../../local/engine/build";
import { VERSION } from "../../../local/engine/versions";
import { packageRoot } from "../../../local/package-root";
import { machine } from "./machine";

const MODULE = join(packageRoot(), "local", "engine", "go");

describe("buildEngine", () => {
  it("tells how far it is while it waits for go", async () => {
    const said =
      "go: downloading a v1|go: downloading b v1|internal/a|example.com/b.c/d|# example.com/b|x.go:1:1: bad";
    const at = machine({ go: `echo '${said}' | tr '|' '\\n' >&2; sleep 0.4` });
    const go = join(at.bin, "go");
    await buildEngine(at.folder, at.folder, { go, env: at.env, report: at.report, progressMs: 150 });
    const line = "building the engine: 2 modules downloaded, 2 packages compiled, 0 s";
    // How often depends on how busy the machine is.
    assert.ok(at.lines.length >= 1);
    assert.deepEqual([...new Set(at.lines)], [line]);
  });
});

describe("buildKey", () => {
  it("changes with the modules the engine is built from", () => {
    const other = machine().folder;
    const sums = readFileSync(join(MODULE, "go.sum"), "utf8");
    writeFileSync(join(other, "go.sum"), sums);
    assert.equal(buildKey(other), buildKey());
    writeFileSync(join(other, "go.sum"), sums.replace("h1:", "h1:x"));
    assert.notEqual(buildKey(other), buildKey());
    assert.match(buildKey(other), /^3\.259\.0-[0-9a-f]{12}$/);
  });
});

describe("the Go module of the engine", () => {
  it("requires the very version that multistage names, as its tool", () => {
    const text = readFileSync(join(MODULE, "go.mod"), "utf8");
    assert.match(text, /^tool github\.com\/pulumi\/pulumi\/pkg\/v3\/cmd\/pulumi$/m);
    assert.equal(/^\s+github\.com\/pulumi\/pulumi\/pkg\/v3 v(\S+)/m.exec(text)?.[1], VERSION);
  });
});
