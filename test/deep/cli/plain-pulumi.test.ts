/** What a shell has of `multistage local env`, and what it has without; test/deep/plain-pulumi.test.ts goes through all of it. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { STORE_VARIABLE } from "../../../local/aws/store/store";
import { installPlugins } from "../../../local/workspace/plugins";
import { ENGINE_TIMEOUT, testEngine } from "../../helpers/engine";
import { multistage, ROOT, serverlessProject } from "../../helpers/command-line";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { offline, shownUnder, withCompiled } from "./offline";

describe("plain pulumi commands", () => {
  let project = "";

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    await testEngine();
    project = serverlessProject();
    assert.equal((await multistage(["package"], { project })).code, 0);
  });

  it("refuse to go on without the passphrase the stacks were made with, and change nothing", async () => {
    const script =
      'eval "$(npx multistage local env)"\nunset PULUMI_CONFIG_PASSPHRASE_FILE\npulumi preview --stack dev --non-interactive';
    const { code, out, err } = await offline(withCompiled(script), project);
    assert.notEqual(code, 0);
    assert.match(out + err, /passphrase must be set with PULUMI_CONFIG_PASSPHRASE/);
    assert.ok(!existsSync(join(project, ".multistage/local/aws.jsonl")));
  });

  it("ask for the real plugins, at the versions of the installed packages, without the local environment", async () => {
    const settings = readFileSync(join(ROOT, "Pulumi.yaml"), "utf8");
    assert.doesNotMatch(settings, /plugins|multistage-local|127\.0\.0\.1/);
    const { pulumi, version, languageHost } = await testEngine();
    const home = temporaryFolder();
    const program = join(ROOT, "dist/local/engine/language-host.js");
    if (languageHost === "ours")
      installPlugins(home, [{ kind: "language", name: "nodejs", version, program }]);
    mkdirSync(join(home, "state"));
    const env = {
      ...process.env,
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "of this test",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const preview = `"${pulumi}" preview --stack dev --non-interactive`;
    const secret = "multistage:secrets.guestbook.SECRET_KEY";
    const set = `"${pulumi}" config set --secret --path '${secret}' x --stack dev`;
    const script = [`"${pulumi}" stack init dev`, set, preview].join("\n");
    const { code, out, err } = await offline(script, project, env);
    assert.notEqual(code, 0);
    assert.match(
      out + err,
      /no resource plugin 'pulumi-resource-aws' found in the workspace at version v7\.48\.0/,
    );
    // With an aws at hand, the other one is asked for.
    const aws = {
      kind: "resource",
      name: "aws",
      version: "7.48.0",
      program: join(ROOT, "dist/local/aws/main.js"),
    } as const;
    installPlugins(home, [aws]);
    const store = { [STORE_VARIABLE]: join(home, "aws.jsonl") };
    const next = await offline(preview, project, { ...env, ...store });
    assert.notEqual(next.code, 0);
    assert.match(
      next.out,
      /no resource plugin 'pulumi-resource-awsx' found in the workspace at version v3\.9\.0/,
    );
  });

  it("preview as the README says, with no network but loopback, and change no committed file", async () => {
    const [environment = "", preview = ""] = shownUnder("Work with a stack on this machine").split("\n");
    assert.equal(environment, 'eval "$(npx multistage local env)"');
    assert.equal(preview, "pulumi preview --stack dev");
    const before = readFileSync(join(project, "Pulumi.dev.yaml"), "utf8");
    const { code, out, err } = await offline(withCompiled(`${environment}\n${preview}`), project);
    assert.equal(code, 0, out + err);
    assert.match(out, /^ {4}\+ 39 to create$/m);
    assert.equal(readFileSync(join(project, "Pulumi.dev.yaml"), "utf8"), before);
  });
});
