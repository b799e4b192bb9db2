import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { isAsAsked } from "../../cli/repair/as-asked";
import type { ExportedStack } from "../../cli/repair/state";
import { Inventory } from "../../local/aws/inventory";
import { Store } from "../../local/aws/store/store";
import { multistage, ownProject, run, type Outcome } from "../helpers/command-line";
import { testEngine } from "../helpers/engine";

const DEADLINE_MS = 60_000;

describe("the repair of the whole dev stack", function () {
  this.timeout(300_000);

  const project = ownProject();
  const inventory = (): Inventory => new Inventory(new Store(join(project, ".multistage/local/aws.jsonl")));
  let env: NodeJS.ProcessEnv = {};
  let engine = "";

  const pulumi = (...args: string[]): Promise<Outcome> =>
    run(engine, [...args, "--stack", "dev", "--non-interactive", "--color", "never"], { project, env });
  const up = (...more: string[]): Promise<Outcome> => pulumi("up", "--yes", "--skip-preview", ...more);

  before(async function () {
    this.timeout(300_000);
    engine = (await testEngine()).pulumi;
    assert.equal((await multistage(["package"], { project })).code, 0);
    const { out } = await multistage(["local", "env", "--json"], { project });
    env = { ...process.env, ...(JSON.parse(out) as NodeJS.ProcessEnv), PULUMI_CONFIG_PASSPHRASE: undefined };
  });

  /** Runs up, and kills the engine as soon as the local AWS holds so many objects. */
  async function killedUp(objects: number): Promise<void> {
    const args = ["up", "--yes", "--skip-preview", "--stack", "dev", "--non-interactive"];
    const child = spawn(engine, args, { cwd: project, env, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (part: Buffer) => (text += part.toString()));
    const ended = once(child, "exit");
    const deadline = Date.now() + DEADLINE_MS;
    while (child.exitCode === null && Date.now() < deadline && inventory().objects().length < objects)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    await ended;
    assert.ok(inventory().objects().length >= objects, text);
  }

  async function repair(): Promise<void> {
    const { code, out, err } = await multistage(["repair", "--workspace", "local"], { project });
    assert.equal(code, 0, out + err);
  }

  it("lets an update that was killed again and again come to its end, with nothing twice and nothing lost", async () => {
    for (const objects of [1, 6, 12, 20]) {
      await killedUp(objects);
      await repair();
    }
    const last = await up();
    assert.equal(last.code, 0, last.out + last.err);
    const again = await up("--expect-no-changes");
    assert.equal(again.code, 0, again.out + again.err);
    const { deployment } = JSON.parse((await pulumi("stack", "export")).out) as ExportedStack;
    const made = (deployment.resources ?? []).filter(
      ({ custom, type }) => custom === true && !type.startsWith("pulumi:"),
    );
    assert.deepEqual(deployment.pending_operations ?? [], []);
    assert.deepEqual(
      made.map(({ type, id }) => `${type} ${id}`).sort(),
      inventory()
        .objects()
        .map(({ type, id }) => `${type} ${id}`)
        .sort(),
    );
    for (const resource of made) {
      const { type, id, inputs, outputs } = resource;
      const known = { type, id, properties: { ...inputs, ...outputs } };
      const one = inventory()
        .objects()
        .find((object) => inventory().isOf(known, object));
      assert.ok(one !== undefined && isAsAsked(resource, one), resource.urn);
    }
    const gone = await pulumi("destroy", "--yes", "--skip-preview");
    assert.equal(gone.code, 0, gone.out + gone.err);
    assert.deepEqual(inventory().objects(), []);
  });
});
