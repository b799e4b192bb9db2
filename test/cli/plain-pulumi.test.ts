import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { STORE_VARIABLE } from "../../local/aws/store/store";
import { installPlugins } from "../../local/workspace/plugins";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { multistage, ROOT, run, serverlessProject } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";

/** Whether this machine lets us have a network of our own, with nothing in it but loopback. */
function canUnshare(): boolean {
  try {
    execFileSync("unshare", ["-rn", "ip", "link", "set", "lo", "up"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Runs a shell script, cut off from every network but loopback where the machine allows it. */
function offline(script: string, project: string, env = process.env): ReturnType<typeof run> {
  if (!canUnshare()) return run("bash", ["-euc", script], { project, env });
  return run("unshare", ["-rn", "bash", "-euc", `ip link set lo up\n${script}`], { project, env });
}

describe("plain pulumi commands", () => {
  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    await testEngine();
  });

  it("work as the README says, with no network but loopback, and change no committed file", async () => {
    const project = serverlessProject();
    assert.equal((await multistage(["package"], { project })).code, 0);
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    const under = (heading: string): string =>
      readme.split(`\n## ${heading}\n`)[1]?.split("```sh\n")[1]?.split("```")[0] ?? "";
    const block = under("Work with a stack on this machine");
    assert.match(
      block,
      /^eval "\$\(npx multistage local env\)"\npulumi preview --stack dev\npulumi up --stack dev --yes\n/,
    );
    const before = readFileSync(join(project, "Pulumi.dev.yaml"), "utf8");
    // Judged while it stands.
    const whole = block.replace(/(?=pulumi destroy)/, under("Stop a bad plan"));
    // `npx multistage` needs a package around it; in a project of a test's own the compiled command is called itself.
    const script = whole
      .replaceAll("npx multistage", `node ${join(ROOT, "dist/cli/main.js")}`)
      .replace("dist/policy/", `${ROOT}/dist/policy/`);
    // One preview is enough to see here.
    const env = { ...process.env, PULUMI_OPTION_SKIP_PREVIEW: "true" };
    const { code, out, err } = await offline(script, project, env);
    assert.equal(code, 0, out + err);
    const counts = [...out.matchAll(/^ {4}([+-]? ?\d+ (?:to create|created|unchanged|deleted))$/gm)].map(
      (m) => m[1],
    );
    assert.deepEqual(counts, [
      "+ 38 to create",
      "+ 38 created",
      "38 unchanged",
      "38 unchanged",
      "- 38 deleted",
    ]);
    // This project has no load balancer that the exceptions would be needed for.
    assert.match(out, /\n {4}⚠️ multistage@.*\n.* suppressions {2}\(pulumi:pulumi:Stack: multistage-dev\)\n/);
    assert.match(out, /\n2 findings in 1 resource: 2 advisory \(2 low\)\n/);
    assert.match(err, /^standard input: 41 resources\n/m);
    assert.equal(readFileSync(join(project, "Pulumi.dev.yaml"), "utf8"), before);
  }).timeout(120_000);

  it("refuse to go on without the passphrase the stacks were made with, and change nothing", async () => {
    const project = serverlessProject();
    assert.equal((await multistage(["package"], { project })).code, 0);
    const command = join(ROOT, "dist/cli/main.js");
    const script = `eval "$(node ${command} local env)"\nunset PULUMI_CONFIG_PASSPHRASE_FILE\npulumi preview --stack dev --non-interactive`;
    const { code, out, err } = await offline(script, project);
    assert.notEqual(code, 0);
    assert.match(out + err, /passphrase must be set with PULUMI_CONFIG_PASSPHRASE/);
    assert.ok(!existsSync(join(project, ".multistage/local/aws.jsonl")));
  });

  it("ask for the real plugins, at the versions of the installed packages, without the local environment", async () => {
    const settings = readFileSync(join(ROOT, "Pulumi.yaml"), "utf8");
    assert.doesNotMatch(settings, /plugins|multistage-local|127\.0\.0\.1/);
    const project = serverlessProject();
    assert.equal((await multistage(["package"], { project })).code, 0);
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
});
