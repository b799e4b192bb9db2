/** `multistage bootstrap`: from nothing to an account that keeps its own state. A folder plays the bucket. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parse, stringify } from "yaml";
import { Store } from "../../local/aws/store/store";
import { openWorkspace, storeFile, workspaceEnvironment } from "../../local/workspace/workspace";
import { multistage, ownProject, ROOT, run, type Outcome } from "../helpers/command-line";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { temporaryFolder } from "../helpers/temporary-folder";

const WORKSPACE = "account";

describe("multistage bootstrap", () => {
  let project: string;
  let bucket: string;
  const account = async (...args: string[]): Promise<Outcome> =>
    multistage(
      [
        "bootstrap",
        ...["--workspace", WORKSPACE, "--backend", pathToFileURL(bucket).href],
        ...["--secrets-provider", "passphrase"],
        ...args,
      ],
      { project },
    );
  const done = async (...args: string[]): Promise<string> => {
    const { code, out, err } = await account(...args);
    assert.equal(code, 0, out + err);
    return out;
  };
  const workspace = (): string => join(project, ".multistage", WORKSPACE);
  const desk = (): string => join(workspace(), "bootstrap", "main");
  const held = () => new Store(storeFile({ folder: workspace() })).list();
  const stateFile = (): string => join(bucket, ".pulumi/stacks/multistage-account/main.json");

  before(() => {
    project = ownProject();
    bucket = join(temporaryFolder(), "bucket");
  });

  it("says what it would do, and makes nothing", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const { commands } = JSON.parse(await done("--dry-run", "--json")) as { commands: string[] };
    const verbs = commands.map(
      (command) => / pulumi -C \S+ (\w+(?: (?:init|export|import))?)/.exec(command)?.[1],
    );
    const all = ["stack init", "up", "stack init", "stack export", "stack import", "preview"];
    assert.deepEqual(verbs, all);
    assert.ok(!existsSync(storeFile({ folder: workspace() })) || held().length === 0);
    assert.ok(!existsSync(bucket));
  });

  it("makes everything with the state here, and stops where there is no bucket to move it into", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const { code, out, err } = await account();
    assert.equal(code, 1, out + err);
    assert.match(out, /nothing is there yet: begins here/);
    assert.match(err, /failed: pulumi stack init .*no such file or directory/s);
    assert.equal(held().length, 16);
  });

  it("goes on with what is here, and moves it", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const before = held();
    mkdirSync(bucket);
    const out = await done();
    assert.match(out, /its state is still here: goes on/);
    assert.match(out, /preview --expect-no-changes/);
    assert.match(out, /the state has moved; what was here is kept in/);
    assert.deepEqual(held(), before);
    assert.ok(existsSync(stateFile()) && !existsSync(join(desk(), "state")));
  });

  it("finds the state there from now on, and changes nothing", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const before = held();
    const out = await done();
    assert.doesNotMatch(out, /begins here|goes on|stack init --secrets-provider|stack import/);
    assert.deepEqual(held(), before);
  });

  it("writes no committed settings for the local AWS", () => {
    const text = readFileSync(join(ROOT, "stacks/bootstrap/Pulumi.main.yaml"), "utf8");
    assert.doesNotMatch(text, /encryptionsalt|encryptedkey|secretsprovider/);
  });

  it("goes on when it was interrupted between making the stack there and giving it the state", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const before = held();
    const kept = readdirSync(desk()).find((name) => name.startsWith("moved-")) ?? "";
    assert.notEqual(kept, "");
    const { checkpoint, ...rest } = JSON.parse(readFileSync(stateFile(), "utf8")) as {
      checkpoint: { latest: { resources: unknown[] } };
    };
    checkpoint.latest.resources = [];
    writeFileSync(stateFile(), JSON.stringify({ ...rest, checkpoint }));
    renameSync(join(desk(), kept), join(desk(), "state"));
    const out = await done();
    assert.match(out, /its state is still here: goes on/);
    assert.equal(out.match(/stack init --secrets-provider passphrase --stack/g), null);
    assert.deepEqual(held(), before);
  });

  it("refuses to begin anew beside what is there, and tells where to read on", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const before = held();
    rmSync(dirname(stateFile()), { recursive: true });
    const { code, out, err } = await account();
    assert.equal(code, 2, out + err);
    assert.match(
      err,
      /state: must be in file:\S+ or in this folder, .*; import what is there: docs\/bootstrap\.md/,
    );
    assert.deepEqual(held(), before);
  });

  it("is whole again after the state was lost, by the ids that docs/bootstrap.md has", async function () {
    this.timeout(ENGINE_TIMEOUT);
    const before = held();
    const engine = await testEngine();
    const opened = openWorkspace(project, WORKSPACE, engine);
    const settings = join(desk(), "settings");
    const env = {
      ...process.env,
      ...workspaceEnvironment(opened, "main"),
      PULUMI_OPTION_CONFIG_FILE: undefined,
      PULUMI_BACKEND_URL: pathToFileURL(bucket).href,
    };
    const file = join(settings, "Pulumi.main.yaml");
    const { config } = parse(readFileSync(file, "utf8")) as { config: Record<string, unknown> };
    writeFileSync(file, stringify({ config }));
    const pulumi = async (args: readonly string[], inSettings = false): Promise<void> => {
      const own = inSettings ? env : { ...env, PULUMI_OPTION_CONFIG_FILE: file };
      const cwd = inSettings ? settings : join(ROOT, "stacks/bootstrap");
      const options = { project: cwd, env: own };
      const { code, out, err } = await run(
        engine.pulumi,
        [...args, "--stack", "main", "--non-interactive"],
        options,
      );
      assert.equal(code, 0, out + err);
    };
    await pulumi(["stack", "init"], true);
    const list = join(desk(), "import.json");
    await pulumi(["preview", "--import-file", list]);
    const wanted = JSON.parse(readFileSync(list, "utf8")) as {
      resources: { type: string; name: string; logicalName?: string; id: string }[];
    };
    const stage = (name: string): string => name.split("-")[1] ?? "";
    const role = (name: string): string => name.split("-")[0] ?? "";
    for (const resource of wanted.resources) {
      const { logicalName: name = resource.name } = resource;
      const found = idOf(resource.type)
        .replaceAll("<project>", "multistage")
        .replaceAll("<account>", "123456789012")
        .replaceAll("<issuer>", name)
        .replaceAll("<role>", role(name))
        .replaceAll("<stage>", stage(name));
      // What is no name, the table tells how to look up.
      if (resource.type.startsWith("aws:s3/"))
        resource.id = "multistage-account-state-123456789012-ap-northeast-2";
      else if (found.startsWith("aws kms describe-key"))
        resource.id = before.find(({ type }) => type === "aws:kms/key:Key")?.properties["keyId"] as string;
      else resource.id = found;
    }
    writeFileSync(list, JSON.stringify(wanted));
    await pulumi([
      "import",
      "--file",
      list,
      "--yes",
      "--skip-preview",
      "--generate-code=false",
      "--protect=false",
    ]);
    const out = await done();
    assert.doesNotMatch(out, /stack import/);
    assert.deepEqual(held(), before);
  });
});

/** What the table of docs/bootstrap.md has for a type. */
function idOf(type: string): string {
  const text = readFileSync(join(ROOT, "docs/bootstrap.md"), "utf8");
  const rows = [...text.matchAll(/^\| `(aws:[^`]+)`[^|]*\| (.+?) *\|$/gm)];
  const row = rows.find(
    ([, name = ""]) => name === type || (type.startsWith("aws:s3/") && name.startsWith("aws:s3/")),
  );
  assert.ok(row !== undefined, `docs/bootstrap.md has no id of ${type}`);
  return (row[2] ?? "").replaceAll("`", "");
}
