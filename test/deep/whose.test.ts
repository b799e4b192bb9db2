import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { multistage, ROOT, run, serverlessProject, type Outcome } from "../helpers/command-line";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { temporaryFolder } from "../helpers/temporary-folder";

interface Told {
  readonly searched: readonly string[];
  readonly answers: readonly {
    readonly type: string;
    readonly way: string;
    readonly components: readonly { readonly name: string }[];
    readonly identity: unknown;
    readonly code: { readonly lines: readonly { readonly file: string }[]; readonly note?: string };
  }[];
}

describe("multistage whose", () => {
  let project = "";
  const whose = (...args: string[]): Promise<Outcome> => multistage(["whose", ...args], { project });
  const inWorkspace = (text: string, ...args: string[]): Promise<Outcome> =>
    whose(text, "--workspace", "local", ...args);

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    await testEngine();
    project = serverlessProject();
    assert.equal((await multistage(["package"], { project })).code, 0);
    const command = join(ROOT, "dist/cli/main.js");
    const up = `eval "$(node ${command} local env)"\npulumi up --stack dev --yes --skip-preview --non-interactive`;
    const { code, out, err } = await run("bash", ["-euc", up], { project });
    assert.equal(code, 0, out + err);
  });

  it("refuses what can name nothing with code 2, before any state is read", async () => {
    const rule = "must be an ARN, a name or an id of 1 to 2048 characters, on one line";
    for (const [text, got] of [
      ["", '""'],
      ["  ", '""'],
      ["a\u001Bb", '"a\\u001bb"'],
      ["a".repeat(3000), "3000 characters"],
    ] as const) {
      const { code, out, err } = await inWorkspace(text);
      assert.deepEqual([code, out], [2, ""]);
      assert.equal(err, `refused\n  arn-or-name: ${rule}, got ${got}; copy it from AWS\n`);
    }
  });

  it("refuses a workspace and a stack it does not have, by name", async () => {
    const workspace = await whose("x", "--workspace", "nowhere");
    assert.equal(workspace.code, 2);
    assert.match(
      workspace.err,
      /--workspace: must be a workspace of this project that has the stack dev, got nowhere/,
    );
    const stack = await inWorkspace("x", "--stack", "dev", "nope");
    assert.equal(stack.code, 2);
    assert.match(stack.err, /--stack: must be a stack of multistage in this backend \(dev\), got nope/);
  });

  it("fails with code 1 where the backend of the shell has no stack, and says which", async () => {
    const home = temporaryFolder();
    mkdirSync(join(home, "state"));
    const env = {
      ...process.env,
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: `file://${join(home, "state")}`,
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
    const { code, err } = await multistage(["whose", "x"], { project, env });
    assert.equal(code, 1);
    assert.match(
      err,
      /^failed: the backend of this shell has no stack of multistage: there is no state to look in$/m,
    );
    const unknown = await multistage(["whose", "x", "--stack", "dev"], { project, env });
    assert.match(unknown.err, /must be a stack of multistage in this backend \(it has none\), got dev/);
    // The doctor has nothing to say of such a stack.
    const doctor = await multistage(["doctor", "--stack", "dev"], { project, env });
    assert.deepEqual([doctor.code, /cost-allocation|state of/.test(doctor.out)], [0, false]);
  });

  it("fails with code 1 for what no state has, with what was searched and what its name says", async () => {
    const stranger = await inWorkspace('$(rm -rf /) `x` "q"');
    assert.equal(stranger.code, 1);
    assert.match(
      stranger.err,
      /^failed: no resource is called "\$\(rm -rf \/\) `x` \\"q\\"" in the states of multistage: dev \(\d+ resources\)\n {2}what AWS makes by itself/m,
    );
    const orphan = await inWorkspace("arn:aws:iam::123456789012:role/multistage-dev-gone-web");
    assert.match(
      orphan.err,
      /\n {2}by its name it is of stage dev of multistage, but no state has it: an orphan/,
    );
    const elsewhere = await inWorkspace(
      "arn:aws:lambda:us-east-1:999999999999:function:multistage-dev-guestbook-web",
    );
    assert.deepEqual([orphan.code, elsewhere.code], [1, 1]);
    assert.match(
      elsewhere.err,
      /another account or region, and is not this one: arn:aws:lambda:ap-northeast-2:123456789012:function:multistage-dev-guestbook-web/,
    );
  });

  it("tells stack, component, service, owner and the line of the sources that made a log group", async () => {
    const { code, out } = await inWorkspace("/aws/lambda/multistage-dev-guestbook-web");
    assert.equal(code, 0);
    for (const line of [
      "aws:cloudwatch/logGroup:LogGroup /aws/lambda/multistage-dev-guestbook-web",
      "  stack        dev of multistage",
      "  component    guestbook (ServerlessService)",
      "  service      guestbook",
      "  role         web",
      "  owner        platform",
      "  cost center  1000",
    ])
      assert.ok(out.split("\n").includes(line), `${line}\n${out}`);
    // The project of the test has links to the folders of this one.
    assert.match(out, /^ {2}code {9}\S*components\/serverless-service\/web-function\.ts:\d+:\d+$/m);
    assert.match(out, /^ {15}from \S*stacks\/index\.ts:\d+:\d+$/m);
  });

  it("tells machines the same, and of a subnet the line that asks for the network", async () => {
    const { out } = await inWorkspace("multistage-dev-network-public-1", "--json");
    const { searched, answers } = JSON.parse(out) as Told;
    assert.deepEqual(searched, ["dev"]);
    const subnet = answers.find(({ type }) => type === "aws:ec2/subnet:Subnet");
    assert.deepEqual(
      [subnet?.way, subnet?.components.map(({ name }) => name)],
      ["nameTag", ["network", "multistage-dev-network", "multistage-dev-network"]],
    );
    assert.match(subnet?.code.lines[0]?.file ?? "", /stacks\/own-layers\.ts$/);
    assert.match(subnet?.code.note ?? "", /^awsx:ec2:Vpc, which a plugin makes, .*network\.ts\)$/);
  });

  it("lets the doctor refuse a workspace without a stack, and tell of a state it cannot read", async () => {
    const alone = await multistage(["doctor", "--workspace", "local"], { project });
    assert.deepEqual(
      [alone.code, alone.err],
      [
        2,
        "refused\n  --workspace: must be left out without --stack, got local; name the stack to look at, too\n",
      ],
    );
    const env = { ...process.env, PULUMI_BACKEND_URL: "file:///dev/null/nowhere" };
    const unread = await multistage(["doctor", "--stack", "dev"], { project, env });
    assert.equal(unread.code, 1);
    assert.match(
      unread.out,
      /^✗ the state of dev: pulumi stack ls .*\n {4}to get it: log in to its backend/m,
    );
  });

  it("lets the doctor say when the cost-allocation tags of that stack are due", async () => {
    const { code, out } = await multistage(["doctor", "--stack", "dev", "--workspace", "local"], { project });
    assert.equal(code, 0);
    assert.match(out, /^✓ cost-allocation tags: not due before \d{4}-\d\d-\d\d \d\d:\d\d UTC: /m);
  });
});
