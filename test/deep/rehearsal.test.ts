import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Store } from "../../local/aws/store/store";
import { multistage, ownProject } from "../helpers/command-line";

// The gate runs the rehearsal itself after the tests; this looks closely at what it says.
describe("the whole rehearsal of a stack", () => {
  it("goes from nothing to nothing, prints a summary, and changes no committed file", async () => {
    const project = ownProject();
    const settings = readFileSync(join(project, "Pulumi.dev.yaml"), "utf8");
    const { code, out, err } = await multistage(["rehearse", "--json"], { project });
    assert.equal(code, 0, err);
    const { steps, resources, outputs } = JSON.parse(out) as {
      steps: { title: string; passed: boolean }[];
      resources: number;
      outputs: { vpcId: string; urls: Record<string, string> };
    };
    assert.deepEqual(
      steps.map(({ title, passed }) => `${passed ? "✓" : "✗"} ${title}`),
      [
        "✓ the Pulumi engine is here",
        "✓ the local AWS knows the SDK's types",
        "✓ the services are packaged",
        "✓ an empty workspace and the stack are ready",
        "✓ preview shows what would be made",
        "✓ up makes it",
        "✓ up again changes nothing",
        "✓ refresh finds no difference",
        "✓ destroy takes it down",
        "✓ nothing is left in the local AWS",
      ],
    );
    assert.equal(resources, 27);
    assert.match(outputs.vpcId, /^vpc-[0-9a-f]{17}$/);
    assert.match(
      outputs.urls["guestbook"] ?? "",
      /^https:\/\/[0-9a-z]{10}\.execute-api\.ap-northeast-2\.amazonaws\.com$/,
    );
    assert.equal(readFileSync(join(project, "Pulumi.dev.yaml"), "utf8"), settings);
    assert.deepEqual(new Store(join(project, ".multistage/rehearsal/aws.jsonl")).list(), []);
  });
});
