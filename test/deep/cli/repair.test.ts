import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { ENGINE_TIMEOUT, testEngine } from "../../helpers/engine";
import { multistage, ROOT } from "../../helpers/command-line";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { TinyStack } from "../../cli/repair/tiny-stack";

const ROLE = "aws:iam/role:Role";
const PROGRAM = `
const net = new ec2.Vpc("net", { cidrBlock: "10.0.0.0/16", tags: { Name: "net" } });
new iam.Role("web", { assumeRolePolicy: "{}", description: pulumi.secret("confidential"), tags: { Vpc: net.id } });
`;

/** What the runbook shows. */
function transcript(): string {
  const runbook = readFileSync(join(ROOT, "docs/runbook.md"), "utf8");
  return /```text\n(stack dev\n[^`]*`pulumi up --stack dev`[^`]*)```/.exec(runbook)?.[1] ?? "";
}

/** Without what differs from one time to the next. */
function withoutParticulars(text: string): string {
  return text
    .replace(/left by \S+@\S+, process \d+, since [\d-]{10} [\d:]{8} UTC/, "left by …")
    .replace(/web-[0-9a-f]{7}/g, "web-…")
    .replace(/dev-\d{14}/g, "dev-…");
}

describe("multistage repair", () => {
  let tiny: TinyStack;

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    await testEngine();
    tiny = await TinyStack.make(PROGRAM);
  });

  /** The repair's refusal while a lock of that content lies there. */
  const refusedBy = async (lock: string): Promise<string> => {
    const file = join(tiny.lockFolder(), "0.json");
    writeFileSync(file, lock);
    const { code, out, err } = await tiny.repair();
    assert.equal(code, 2, err);
    assert.ok(!out.includes("$ pulumi"), out);
    assert.equal(readFileSync(file, "utf8"), lock);
    rmSync(file);
    return err.slice(err.indexOf("refused"));
  };
  const RULE = "lock: must be free, or held by a process of this machine that has ended";

  it("refuses to take a lock from a process that runs, and says which", async () => {
    const timestamp = new Date().toISOString();
    const since = `${timestamp.slice(0, 10)} ${timestamp.slice(11, 19)} UTC`;
    const holder = { pid: process.pid, username: "ada", hostname: hostname(), timestamp };
    assert.equal(
      await refusedBy(JSON.stringify(holder)),
      `refused\n  ${RULE}, got held by ada@${hostname()}, process ${process.pid}, since ${since}; ` +
        "wait until that update ends, or end it, and repair again\n",
    );
  });

  it("refuses to take a lock from another machine, and says how a person does", async () => {
    const holder = { pid: 7, username: "ada", hostname: "build-7", timestamp: "2026-11-21T07:33:15.9Z" };
    assert.equal(
      await refusedBy(JSON.stringify(holder)),
      `refused\n  ${RULE}, got held by ada@build-7, process 7, since 2026-11-21 07:33:15 UTC; make sure that ` +
        "no update runs there, then `pulumi cancel --stack dev --yes`, and repair again\n",
    );
  });

  it("refuses to take a lock that does not say whose it is", async () => {
    assert.match(
      await refusedBy("{"),
      /got held by nobody knows whom \(.*0\.json\); make sure that no update runs/,
    );
  });

  it("refuses a workspace there is not, and makes none", async () => {
    const { folder: project } = tiny;
    const { code, err } = await multistage(["repair", "--workspace", "locale"], { project });
    assert.equal(code, 2);
    assert.match(
      err,
      /--workspace: must be a workspace of this project that has the stack dev, got locale; name/,
    );
    assert.deepEqual(readdirSync(join(project, ".multistage")), ["local"]);
  });

  it("refuses to work outside of a project", async () => {
    const project = temporaryFolder();
    const { code, err } = await multistage(["repair"], { project });
    assert.equal(code, 2);
    assert.match(
      err,
      /project: must be a folder with a Pulumi\.yaml, got .*; change to the folder of the Pulumi/,
    );
  });

  it("refuses to delete anything in AWS", async () => {
    const { code, err } = await multistage(["repair", "--delete-orphans"], { project: tiny.folder });
    assert.equal(code, 2);
    assert.match(
      err,
      /--delete-orphans: must be used with the local AWS, got a backend of your own; leave it out/,
    );
  });

  it("adopts what a killed engine had made and not recorded, as the runbook says, its secrets still secret", async () => {
    const late = { on: "create", type: ROLE, then: "late", delayMs: 60_000 } as const;
    await tiny.interruptedUp("SIGKILL", ROLE, [late]);

    const { code, out, err } = await tiny.repair();
    assert.equal(code, 0, err);
    assert.equal(withoutParticulars(out), withoutParticulars(transcript()));

    const { pending_operations: pending = [] } = await tiny.state();
    assert.deepEqual(pending, []);
    assert.deepEqual(await tiny.recorded(), tiny.held());
    assert.ok(!tiny.kept().includes("confidential"));
  });
});
