import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Store } from "../../../local/aws/store/store";
import { ENGINE_TIMEOUT, testEngine } from "../../helpers/engine";
import { multistage, serverlessProject } from "../../helpers/command-line";

describe("the rehearsal of a stack", () => {
  let project = "";

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    await testEngine();
    project = serverlessProject();
  });

  /** What the local AWS of the rehearsals holds. */
  const left = (): string[] =>
    new Store(join(project, ".multistage/rehearsal/aws.jsonl")).list().map(({ key }) => key);

  it("refuses a wrong configuration with everything that is wrong, at preview, and makes nothing", async () => {
    const file = join(project, "Pulumi.dev.yaml");
    const good = readFileSync(file, "utf8");
    writeFileSync(
      file,
      `${good
        .replace("10.20.0.0/16", "10.10.128.0/20")
        .replace(
          /( +)runtime: .*\n/,
          "$&$1memoryMib: 1024\n$1timeoutSeconds: soon\n",
        )}  multistage:colour: blue\n`,
    );
    const { code, out, err } = await multistage(["rehearse", "--stack", "dev"], { project });
    assert.equal(code, 1);
    assert.match(out, /✗ dev: preview shows what would be made/);
    assert.match(out, /5 passed, 1 failed\n$/);
    for (const line of [
      "services[0].memoryMib: must be one of name, kind, source",
      "did you mean memoryMiB?",
      'services[0].timeoutSeconds: must be a number, got "soon"',
      "colour: must be one of project, stage, owner",
      "network.create.cidrBlock: must be a range that does not overlap 10.10.128.0/20",
    ]) {
      assert.ok(err.includes(line), `${line}\nin\n${err}`);
    }
    assert.ok(!err.includes("    at "), err);
    writeFileSync(file, good);
    assert.deepEqual(left(), []);
  });
});
