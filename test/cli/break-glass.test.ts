import assert from "node:assert/strict";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MOTO_TIMEOUT, withMoto } from "../helpers/moto";
import { ROOT, run } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";
import { PlantedStage } from "./release/planted-stage";

/** The blocks of the runbook's section, as they are copied from it. */
function blocks(): string[] {
  const text = readFileSync(join(ROOT, "docs/runbook.md"), "utf8");
  const [, section = ""] = text.split("\n### Without this software\n");
  const [own = ""] = section.split(/\n##+ /);
  return [...own.matchAll(/```sh\n([^`]*)```/g)].map((match) => match[1] ?? "");
}

/** The AWS CLI, played by the SDK; the first line of each call is written down. */
function awsCli(): { folder: string; called: () => string[] } {
  const folder = temporaryFolder();
  const trace = join(folder, "called");
  writeFileSync(trace, "");
  const standIn = join(__dirname, "release/aws-stand-in.ts");
  const node = `"${process.execPath}" -r ts-node/register/transpile-only "${standIn}"`;
  writeFileSync(
    join(folder, "aws"),
    `#!/bin/sh\necho "$1 $2" >> "${trace}"\ncd "${ROOT}" && exec ${node} "$@"\n`,
  );
  chmodSync(join(folder, "aws"), 0o755);
  return { folder, called: () => readFileSync(trace, "utf8").trim().split("\n") };
}

describe("the call of the runbook that takes users back without this software", function () {
  this.timeout(MOTO_TIMEOUT);
  const moto = withMoto();

  async function shell(script: string) {
    const { folder, called } = awsCli();
    const outcome = await run("sh", ["-euc", script], {
      env: {
        PATH: `${folder}:${process.env["PATH"] ?? ""}`,
        AWS_ENDPOINT_URL: moto.endpoint,
        AWS_REGION: moto.region,
        AWS_ACCESS_KEY_ID: "local",
        AWS_SECRET_ACCESS_KEY: "local",
        NODE_NO_WARNINGS: "1",
      },
    });
    return { ...outcome, called: called() };
  }

  it("stands there in three blocks: what is found, how it is, and the one call that changes something", () => {
    assert.equal(blocks().length, 3);
    assert.deepEqual(
      blocks().map((block) => [...block.matchAll(/aws \w+ ([a-z-]+)/g)].map((match) => match[1])),
      [["get-parameter"], ["describe-rules", "describe-target-health"], ["modify-rule"]],
    );
  });

  it("changes nothing where the service is not registered: the first line fails", async () => {
    const stage = new PlantedStage(moto.endpoint, moto.region);
    await stage.plant({ blue: 0, green: 102 });
    const text = blocks()
      .join("")
      .replace("SERVICE=/shop/dev/services/storefront", "SERVICE=/shop/dev/services/nothing");
    const { code, called } = await shell(text);
    assert.notEqual(code, 0);
    assert.deepEqual(called, ["ssm get-parameter"]);
  });

  it("moves all users to blue, copied as it is, and leaves the rest of the rule as it was", async () => {
    const stage = new PlantedStage(moto.endpoint, moto.region);
    await stage.plant({ blue: 0, green: 102 });
    const before = await stage.productRule();
    const { code, out, err, called } = await shell(blocks().join(""));
    assert.equal(code, 0, err);
    assert.deepEqual(called, [
      "ssm get-parameter",
      "elbv2 describe-rules",
      "elbv2 describe-target-health",
      "elbv2 modify-rule",
    ]);
    assert.match(out, /"Weight": 102/);
    assert.match(out, /\[\n {4}"healthy"\n\]/);
    const after = await stage.productRule();
    const { blue, green } = stage.registration.colours;
    assert.deepEqual(
      after?.Actions?.map(({ Type, ForwardConfig }) => [Type, ForwardConfig?.TargetGroups]),
      [
        [
          "forward",
          [
            { TargetGroupArn: blue.targetGroupArn, Weight: 1 },
            { TargetGroupArn: green.targetGroupArn, Weight: 0 },
          ],
        ],
      ],
    );
    assert.deepEqual([after.Conditions, after.Priority], [before?.Conditions, before?.Priority]);
  });
});
