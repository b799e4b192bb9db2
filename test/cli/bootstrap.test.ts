import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readProgram } from "../../cli/bootstrap/settings";
import { cacheFolder } from "../../local/engine/cache-folder";
import { multistage, ROOT } from "../helpers/command-line";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { temporaryFolder } from "../helpers/temporary-folder";
import { filesIn } from "./init-project";

const GOOD = `config:
  aws:region: eu-west-1
  multistage:project: shop
  multistage:accountId: "123456789012"
`;

describe("multistage bootstrap refuses", () => {
  const refused = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await multistage(["bootstrap", ...args]);
    assert.equal(code, 2, out + err);
    return err;
  };

  it("a folder without a program", async () => {
    assert.match(
      await refused("--folder", "nowhere"),
      /--folder: must be the folder of the account's program/,
    );
  });

  it("a project that has no such folder, by where it would be", async () => {
    const project = temporaryFolder();
    const { code, err } = await multistage(["bootstrap"], { project });
    assert.equal(code, 2);
    assert.ok(err.includes(`, with a Pulumi.yaml, got "${join(project, "bootstrap")}"; `), err);
  });

  it("a program without a name, and one whose file is no YAML", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "Pulumi.main.yaml"), GOOD);
    writeFileSync(join(folder, "Pulumi.yaml"), "runtime: nodejs\n");
    assert.match(
      await refused("--folder", folder),
      /Pulumi\.yaml name: must be a text, got nothing; name the project/,
    );
    writeFileSync(join(folder, "Pulumi.yaml"), "name: [\n");
    assert.match(
      await refused("--folder", folder),
      /Pulumi\.yaml: must be valid YAML, got .*; mend its syntax/,
    );
  });

  it("a stack without settings", async () => {
    assert.match(
      await refused("--stack", "other"),
      /stack: must be a stack of the project, with its settings/,
    );
  });

  it("settings that leave open where the state belongs, all at once", async () => {
    const folder = temporaryFolder();
    copyFileSync(join(ROOT, "stacks/bootstrap/Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    writeFileSync(join(folder, "Pulumi.main.yaml"), "config:\n  multistage:accountId: 123456789012\n");
    const said = await refused("--folder", folder);
    assert.match(said, /refused: 3 problems/);
    assert.match(
      said,
      /Pulumi\.main\.yaml multistage:accountId: must be 12 digits, in quotation marks, got 123456789012/,
    );
    assert.match(said, /multistage:project: must be .*, got nothing/);
    assert.match(said, /aws:region: must be .*, got nothing/);
  });

  it("a second bootstrap of a project in its account, whatever the region, as IAM knows none", async () => {
    const folder = temporaryFolder();
    copyFileSync(join(ROOT, "stacks/bootstrap/Pulumi.yaml"), join(folder, "Pulumi.yaml"));
    writeFileSync(join(folder, "Pulumi.main.yaml"), GOOD);
    const second = (from: string, to: string): void => {
      writeFileSync(join(folder, "Pulumi.second.yaml"), GOOD.replace(from, to));
    };
    second("eu-west-1", "us-east-1");
    for (const [stack, other] of [
      ["main", "second"],
      ["second", "main"],
    ] as const) {
      const said = await refused("--folder", folder, "--stack", stack);
      const line =
        `  Pulumi.${stack}.yaml multistage:accountId: must be another account, or another project, than Pulumi.${other}.yaml has, ` +
        'as both would make the same roles, got "123456789012"; remove one of the files: docs/bootstrap.md, One for an account';
      assert.ok(said.split("\n").includes(line), said);
    }
    for (const [from, to, bucket] of [
      ["shop", "shopus", "shopus-account-state-123456789012-eu-west-1"],
      ["123456789012", "210987654321", "shop-account-state-210987654321-eu-west-1"],
    ] as const) {
      second(from, to);
      const { home } = readProgram(folder, "second", {});
      assert.ok(home.backend.startsWith(`s3://${bucket}?`), home.backend);
    }
  });

  it("the local AWS without a place for state and secrets, which it cannot keep", async () => {
    assert.match(
      await refused("--workspace", "account"),
      /--workspace: must be given with --backend and --secrets-provider/,
    );
  });
});

describe("multistage bootstrap takes an account for an empty one", () => {
  let project: string;

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    await testEngine();
  });

  beforeEach(() => {
    project = temporaryFolder();
    mkdirSync(join(project, "bootstrap"));
    copyFileSync(join(ROOT, "stacks/bootstrap/Pulumi.yaml"), join(project, "bootstrap/Pulumi.yaml"));
    writeFileSync(join(project, "bootstrap/Pulumi.main.yaml"), GOOD);
  });

  it("never for a file that is missing on the way to the bucket, such as that of a token", async () => {
    const token = join(project, "token");
    const env = {
      PATH: process.env["PATH"],
      HOME: temporaryFolder(),
      MULTISTAGE_CACHE_DIR: cacheFolder(process.env),
      AWS_ROLE_ARN: "arn:aws:iam::123456789012:role/deployer",
      AWS_WEB_IDENTITY_TOKEN_FILE: token,
    };
    const { code, out, err } = await multistage(["bootstrap"], { project, env });
    assert.equal(code, 1, out + err);
    assert.ok(err.includes(`open ${token}: no such file or directory`), err);
    assert.match(out, /^account of main: its state belongs into s3:\/\/\S+\n$/);
    assert.deepEqual(filesIn(project), ["bootstrap/Pulumi.main.yaml", "bootstrap/Pulumi.yaml"]);
  });

  it("where the folder that keeps its state is not there", async () => {
    const backend = pathToFileURL(join(project, "nowhere")).href;
    const how = ["--backend", backend, "--secrets-provider", "passphrase", "--dry-run"];
    const { code, out, err } = await multistage(["bootstrap", ...how], { project });
    assert.equal(code, 0, out + err);
    assert.match(out, /^nothing is there yet: begins here$/m);
  });
});
