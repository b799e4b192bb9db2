import assert from "node:assert/strict";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ENGINE_TIMEOUT, testEngine } from "../../../helpers/engine";
import { isRunning, pidsIn } from "../../../helpers/processes";
import { compiledHost, project, type Project } from "../../../local/engine/project";

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const config = new pulumi.Config();
new pulumi.ComponentResource("tiny:index:Thing", "thing");
console.log("printed in " + process.cwd().split("/").pop() + " under " + process.execArgv.join(" "));
console.error("complained");
exports.plain = config.require("plain");
exports.secret = config.requireSecret("word");
exports.stack = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
`;

const TYPED = `
import * as pulumi from "@pulumi/pulumi";
class Thing extends pulumi.ComponentResource {
  constructor(name: string) {
    super("tiny:index:Thing", name);
    this.registerOutputs();
  }
}
new Thing("typed");
export const unchecked: number = "not a number";
`;

const TYPED_PROJECT = `
name: typed
runtime:
  name: nodejs
  options: { tsconfig: tsconfig.other.json }
`;

const TSCONFIG = `{
  "compilerOptions": { "noCheck": true, "module": "nodenext", "moduleResolution": "nodenext", "target": "es2022" }
}`;

const JS_PROJECT = `
name: tiny
main: program/
runtime:
  name: nodejs
  options:
    typescript: false
    nodeargs: --no-warnings "--title=a b"
`;

/** Of three packages npm has locked, one is the program's own. */
const LOCK = {
  packages: {
    "": { dependencies: { direct: "^1" } },
    "node_modules/direct": { version: "1.2.3" },
    "node_modules/other": { version: "7.8.9" },
    "node_modules/direct/node_modules/direct": { version: "4.5.6" },
  },
};

describe("the language host under the real engine", () => {
  let host: string;
  let tiny: Project;
  let typed: Project;
  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    const engine = await testEngine();
    host = compiledHost();
    tiny = project(engine, host, {
      "Pulumi.yaml": JS_PROJECT,
      "package.json": '{ "name": "tiny" }',
      "package-lock.json": JSON.stringify(LOCK),
      "program/index.js": PROGRAM,
    });
    typed = project(engine, host, {
      "Pulumi.yaml": TYPED_PROJECT,
      "tsconfig.other.json": TSCONFIG,
      "package.json": '{ "name": "typed", "main": "program.ts" }',
      "program.ts": 'import "@pulumi/pulumi";\nthrow new Error("out of paint");\n',
    });
    const made = { code: 0, text: "Created stack 'dev'\n" };
    const stacks = [tiny, typed].map(({ pulumi }) => pulumi("stack", "init", "dev"));
    assert.deepEqual(await Promise.all(stacks), [made, made]);
    const settings = ["--plaintext", "plain=open", "--secret", "word=hush"];
    assert.equal((await tiny.pulumi("config", "set-all", ...settings)).code, 0);
  });
  after(() => {
    rmSync(host, { force: true });
  });
  afterEach(() => {
    program(PROGRAM);
  });

  function program(text: string): void {
    writeFileSync(join(tiny.folder, "program", "index.js"), text);
  }

  it("says once what a program threw, and where", async () => {
    const { code, text } = await typed.pulumi("preview");
    assert.equal(code, 1);
    const [shown = ""] = /^Diagnostics:[^]*/m.exec(text) ?? [];
    assert.match(
      shown,
      /error: Running program '.*\/program\.ts' failed .*:\n +Error: out of paint\n +at .*program\.ts:2:/,
    );
    assert.equal(shown.match(/error:/g)?.length, 1, text);
  });

  it("previews a program with its configuration, its folder, its Node.js arguments and its output", async () => {
    const { code, text } = await tiny.pulumi("preview");
    assert.equal(code, 0, text);
    assert.match(text, /^ +printed in program under --no-warnings --title=a b$/m);
    assert.match(text, /^ +complained$/m);
    assert.match(text, /^ +plain *: "open"$/m);
    assert.match(text, /^ +secret *: \[secret\]$/m);
    assert.match(text, /^ +stack *: "organization\/tiny\/dev"$/m);
    assert.match(text, /^ +\+ 2 to create$/m);
    assert.ok(!text.includes("hush"), text);
  });

  it("brings up a TypeScript program as the tsconfig of its choice says", async () => {
    writeFileSync(join(typed.folder, "program.ts"), TYPED);
    const { code, text } = await typed.pulumi("up", "--yes", "--skip-preview");
    assert.equal(code, 0, text);
    assert.match(text, /^ +\+ 2 created$/m);
    assert.match(text, /^ +unchecked: "not a number"$/m);
  });

  it("tells pulumi about of Node.js, the package manager and what it has locked", async () => {
    const { code, text } = await tiny.pulumi("about", "--json");
    assert.equal(code, 0, text);
    const { runtime, dependencies } = JSON.parse(text) as {
      runtime: Record<string, string>;
      dependencies: unknown;
    };
    const { packagemanagerVersion = "", ...others } = runtime;
    assert.match(packagemanagerVersion, /^\d+\.\d+\.\d+$/);
    assert.deepEqual(others, {
      executable: process.execPath,
      language: "nodejs",
      version: process.version,
      packagemanager: "npm",
    });
    assert.deepEqual(dependencies, [{ name: "direct", version: "1.2.3" }]);
  });

  it("ends the program when the engine is interrupted", async () => {
    program('setInterval(() => 0, 1e3); require("fs").writeFileSync("pid", process.pid + "\\n");');
    const engine = tiny.start("up", "--yes", "--skip-preview");
    const [pid = 0] = await pidsIn(join(tiny.folder, "program", "pid"));
    assert.ok(isRunning(pid));
    const ended = once(engine, "close");
    engine.kill("SIGINT");
    assert.deepEqual(await ended, [1, null]);
    assert.ok(!isRunning(pid));
  });
});
