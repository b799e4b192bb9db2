import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Store } from "../../local/aws/store/store";
import { multistage, ownProject, ROOT, serverlessProject } from "../helpers/command-line";

const STAGES = ["dev", "prod"];

// The gate runs the rehearsal itself after the tests; this looks closely at what it says.
describe("the whole rehearsal of a project", () => {
  it("stops at Ctrl-C with code 130, says so, and the next rehearsal begins anew", async () => {
    const project = serverlessProject();
    let interrupted = false;
    const { code, out, err } = await multistage(["rehearse", "--stack", "dev"], {
      project,
      onOutput: (text, interrupt) => {
        if (interrupted || !/✓ dev: preview[^]* create aws:/.test(text)) return;
        interrupted = true;
        interrupt();
      },
    });
    assert.equal(code, 130, out + err);
    assert.match(err, /interrupted/);
    assert.ok(existsSync(join(project, ".multistage/rehearsal")));
  }).timeout(120_000);

  it("goes from nothing to nothing, draws and sums up each stage, and changes no committed file", async () => {
    const project = ownProject();
    const settings = (): string[] =>
      STAGES.map((stage) => readFileSync(join(project, `Pulumi.${stage}.yaml`), "utf8"));
    const before = settings();
    const { code, out, err } = await multistage(["rehearse", "--json"], { project });
    assert.equal(code, 0, err);
    const { steps, stages, pictures } = JSON.parse(out) as {
      steps: { title: string; passed: boolean }[];
      stages: { name: string; resources: number; upSeconds: number }[];
      pictures: string[];
    };
    const upOf = (stage: string): string[] => [
      `✓ ${stage}: the stack is there`,
      `✓ ${stage}: preview shows what would be made`,
      `✓ ${stage}: up makes it`,
      `✓ ${stage}: preview again promises nothing`,
      `✓ ${stage}: up again changes nothing`,
      `✓ ${stage}: refresh finds no difference`,
    ];
    assert.deepEqual(
      steps.map(({ title, passed }) => `${passed ? "✓" : "✗"} ${title}`),
      [
        "✓ the Pulumi engine is here",
        "✓ the local AWS knows the SDK's types",
        "✓ the services are packaged",
        "✓ an empty workspace is ready",
        ...upOf("dev"),
        ...upOf("prod"),
        "✓ prod: its protection is lifted by configuration",
        "✓ prod: destroy takes it down",
        "✓ dev: destroy takes it down",
        "✓ nothing is left in the local AWS",
      ],
    );
    assert.deepEqual(
      stages.map(({ name, resources }) => [name, resources]),
      [
        ["dev", 131],
        ["prod", 169],
      ],
    );
    assert.ok(stages.every(({ upSeconds }) => upSeconds > 0));
    for (const [index, stage] of STAGES.entries()) {
      const drawn = readFileSync(join(project, pictures[index] ?? ""), "utf8");
      // The README shows it.
      assert.equal(drawn, readFileSync(join(ROOT, "docs", "pictures", `${stage}.svg`), "utf8"));
    }
    assert.deepEqual(settings(), before);
    assert.deepEqual(new Store(join(project, ".multistage/rehearsal/aws.jsonl")).list(), []);
  }).timeout(600_000);
});
