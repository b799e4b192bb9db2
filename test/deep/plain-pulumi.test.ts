import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { offline, shownUnder, withCompiled } from "./cli/offline";
import { multistage, ROOT, serverlessProject } from "../helpers/command-line";

describe("plain pulumi commands", () => {
  it("work as the README says, with no network but loopback, and change no committed file", async () => {
    const project = serverlessProject();
    assert.equal((await multistage(["package"], { project })).code, 0);
    const block = shownUnder("Work with a stack on this machine");
    assert.match(
      block,
      /^eval "\$\(npx multistage local env\)"\npulumi preview --stack dev\npulumi up --stack dev --yes\n/,
    );
    const before = readFileSync(join(project, "Pulumi.dev.yaml"), "utf8");
    // Judged while it stands.
    const whole = block.replace(/(?=pulumi destroy)/, shownUnder("Stop a bad plan"));
    const script = withCompiled(whole).replace("dist/policy/", `${ROOT}/dist/policy/`);
    // One preview is enough to see here.
    const env = { ...process.env, PULUMI_OPTION_SKIP_PREVIEW: "true" };
    const { code, out, err } = await offline(script, project, env);
    assert.equal(code, 0, out + err);
    const counts = [...out.matchAll(/^ {4}([+-]? ?\d+ (?:to create|created|unchanged|deleted))$/gm)].map(
      (m) => m[1],
    );
    assert.deepEqual(counts, [
      "+ 39 to create",
      "+ 39 created",
      "39 unchanged",
      "39 unchanged",
      "- 39 deleted",
    ]);
    assert.doesNotMatch(out, /\d findings? in/);
    assert.match(err, /^standard input: 42 resources\n/m);
    assert.equal(readFileSync(join(project, "Pulumi.dev.yaml"), "utf8"), before);
  }).timeout(120_000);
});
