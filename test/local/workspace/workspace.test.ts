import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "../../../local/engine/engine";
import { versionOf } from "../../../local/package-root";
import { openStack } from "../../../local/workspace/stack";
import {
  openWorkspace,
  stackFile,
  storeFile,
  workspaceEnvironment,
} from "../../../local/workspace/workspace";
import { Refusal } from "../../../refusal/refusal";
import { temporaryFolder } from "../../helpers/temporary-folder";

/** An engine that is never run. */
const engine = (languageHost: Engine["languageHost"]): Engine => ({
  source: "built",
  version: "3.259.0",
  root: "/nowhere",
  pulumi: "/nowhere/bin/pulumi",
  languageHost,
});
const mode = (path: string): number => statSync(path).mode & 0o777;

describe("openWorkspace", () => {
  let project: string;
  let folder: string;
  beforeEach(() => {
    project = temporaryFolder();
    folder = join(project, ".multistage", "local");
  });
  const open = (languageHost: Engine["languageHost"] = "ours") =>
    openWorkspace(project, "local", engine(languageHost));
  const withState = () => {
    mkdirSync(join(folder, "state/.pulumi/stacks"), { recursive: true });
  };

  for (const [what, spoil] of [
    [
      "gone",
      (file: string) => {
        rmSync(file);
      },
    ],
    [
      "empty",
      (file: string) => {
        writeFileSync(file, "");
      },
    ],
  ] as const) {
    it(`refuses to go on where stacks are and their passphrase is ${what}, and makes no other`, () => {
      open();
      withState();
      const file = join(folder, "passphrase");
      spoil(file);
      assert.throws(
        () => open(),
        (error: Error) => {
          assert.ok(error instanceof Refusal);
          assert.equal(
            error.message,
            `${file}: must be the passphrase the stacks in ${folder} were made with, got no such file; ` +
              "put the file back, or remove the folder to start anew",
          );
          return true;
        },
      );
      assert.throws(() => open(), Refusal);
    });
  }

  it("makes a passphrase of its own for a new workspace, for its owner's eyes only", () => {
    const before = process.umask(0);
    try {
      open();
    } finally {
      process.umask(before);
    }
    const file = join(folder, "passphrase");
    assert.match(readFileSync(file, "utf8"), /^[\w-]{32}$/);
    assert.equal(mode(file), 0o600);
    for (const part of [".", "state", "home", "stacks"]) assert.equal(mode(join(folder, part)), 0o700, part);
    const other = temporaryFolder();
    openWorkspace(other, "local", engine("ours"));
    assert.notEqual(
      readFileSync(join(other, ".multistage/local/passphrase"), "utf8"),
      readFileSync(file, "utf8"),
    );
  });

  it("hides a passphrase also in a file that was there, empty and open to all", () => {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, "passphrase");
    writeFileSync(file, "");
    chmodSync(file, 0o644);
    open();
    assert.equal(mode(file), 0o600);
  });

  it("keeps the passphrase of an earlier run, with stacks and without", () => {
    open();
    const passphrase = readFileSync(join(folder, "passphrase"), "utf8");
    open();
    withState();
    open();
    assert.equal(readFileSync(join(folder, "passphrase"), "utf8"), passphrase);
  });

  it("has the plugins at the versions the program asks for, our language host only where it is needed", () => {
    open("ours");
    const plugins = () => readdirSync(join(folder, "home/plugins")).sort();
    const resources = [
      `resource-aws-v${versionOf("@pulumi/aws")}`,
      `resource-awsx-v${versionOf("@pulumi/awsx")}`,
    ];
    assert.deepEqual(plugins(), ["language-nodejs-v3.259.0", ...resources]);
    rmSync(folder, { recursive: true });
    open("official");
    assert.deepEqual(plugins(), resources);
  });
});

describe("workspaceEnvironment", () => {
  it("names files of the workspace, as an address where the engine wants one, and no secret", () => {
    const project = join(temporaryFolder(), "100% #1 ? it's");
    const workspace = openWorkspace(project, "local", engine("ours"));
    const folder = join(project, ".multistage/local");
    const env = workspaceEnvironment(workspace, "dev");
    assert.equal(fileURLToPath(env["PULUMI_BACKEND_URL"]!), join(folder, "state"));
    assert.equal(env["PULUMI_HOME"], join(folder, "home"));
    assert.equal(env["PULUMI_CONFIG_PASSPHRASE_FILE"], join(folder, "passphrase"));
    assert.equal(env["PULUMI_OPTION_CONFIG_FILE"], stackFile(workspace, "dev"));
    assert.equal(env["MULTISTAGE_LOCAL_STORE"], storeFile(workspace));
    assert.ok(!Object.values(env).includes(readFileSync(join(folder, "passphrase"), "utf8")));
  });

  it("leads every request that leaves this machine nowhere", () => {
    const env = workspaceEnvironment(openWorkspace(temporaryFolder(), "local", engine("ours")), "dev");
    assert.equal(env["HTTP_PROXY"], "http://127.0.0.1:9");
    assert.equal(env["HTTPS_PROXY"], "http://127.0.0.1:9");
    assert.equal(env["NO_PROXY"], "127.0.0.1,localhost");
    assert.equal(env["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"], "true");
  });
});

describe("openStack", () => {
  it("refuses a stack the project has no settings for, and writes none", async () => {
    const workspace = openWorkspace(temporaryFolder(), "local", engine("ours"));
    await assert.rejects(openStack(workspace, "staging"), (error: Error) => {
      assert.ok(error instanceof Refusal);
      assert.equal(
        error.message,
        "stack: must be a stack of the project, with its settings in Pulumi.staging.yaml, got staging; write that file, or name another stack",
      );
      return true;
    });
    assert.deepEqual(readdirSync(join(workspace.folder, "stacks")), []);
  });
});
