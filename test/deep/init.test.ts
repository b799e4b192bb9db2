import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isDeepStrictEqual } from "node:util";
import { Store } from "../../local/aws/store/store";
import { storeFile } from "../../local/workspace/workspace";
import { filesIn, initWith } from "../cli/init-project";
import { ROOT, run, type Outcome } from "../helpers/command-line";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { temporaryFolder } from "../helpers/temporary-folder";

interface Report {
  readonly steps: readonly { title: string; passed: boolean }[];
  readonly stages: readonly { name: string; resources: number }[];
}

/** The program that a team writes in TypeScript, after the stage's own. */
const TYPED = `import * as pulumi from "@pulumi/pulumi";
import { Network } from "multistage";
import { tags } from "multistage/naming";
import { bootstrap } from "multistage/bootstrap";
import * as stage from "multistage/program";

export const account: () => Promise<Record<string, unknown>> = bootstrap;
export const vpcId: pulumi.Output<string> = stage.vpcId;
const identity = { project: pulumi.getProject(), stage: pulumi.getStack() };
export const own: Record<string, string> = tags(identity, { owner: "web", costCenter: "1" });
new Network("other", { identity, ownership: { owner: "web", costCenter: "1" }, create: { cidrBlock: "10.1.0.0/16" } });
`;

/** A resource of a team's own, after the stage's. */
const OWN = `
const aws = require("@pulumi/aws");
const pulumi = require("@pulumi/pulumi");
const { physicalName, tags } = require("multistage/naming");
const identity = { project: pulumi.getProject(), stage: pulumi.getStack(), role: "news" };
new aws.sns.Topic("news", {
  name: physicalName("aws:sns/topic:Topic", identity),
  tags: tags(identity, { owner: "platform", costCenter: "0012" }),
});
`;

describe("a project of its own, with the package from its tarball", () => {
  const folder = temporaryFolder();
  const project = join(folder, "가게 shop");
  const said = ({ code, out, err }: Outcome): string => `ended with ${code}\n${out}\n${err}`;
  const inProject = (command: string, ...args: string[]): Promise<Outcome> => run(command, args, { project });

  async function rehearsed(where: string): Promise<Report> {
    const outcome = await run("npx", ["--no-install", "multistage", "rehearse", "--json"], {
      project: where,
    });
    assert.equal(outcome.code, 0, said(outcome));
    const report = JSON.parse(outcome.out) as Report;
    assert.deepEqual(
      report.steps.filter(({ passed }) => !passed),
      [],
    );
    return report;
  }

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    await testEngine();
    const packed = await run("npm", ["pack", "--pack-destination", folder], { project: ROOT });
    assert.equal(packed.code, 0, said(packed));
    const tarball = packed.out.trim().split("\n").at(-1) ?? "";
    mkdirSync(project);
    const installed = await inProject("npm", "install", join("..", tarball));
    assert.equal(installed.code, 0, said(installed));
    const made = await inProject("npx", "--no-install", "multistage", ...initWith({ kind: "serverless" }));
    assert.equal(made.code, 0, said(made));
    // As the command says: what package.json asks for in addition is there already.
    const again = await inProject("npm", "install");
    assert.equal(again.code, 0, said(again));
  });

  it("has one copy of Pulumi, and what the lock file says", async () => {
    const { packages } = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8")) as {
      packages: Record<string, unknown>;
    };
    const copies = Object.keys(packages).filter((path) => /\/@pulumi\/(aws|pulumi)$/.test(path));
    assert.deepEqual(copies.sort(), ["node_modules/@pulumi/aws", "node_modules/@pulumi/pulumi"]);
    const { code } = await inProject("npm", "ls", "--all");
    assert.equal(code, 0);
  }).timeout(60_000);

  it("is rehearsed, twice, the second time with a resource of its own", async () => {
    const settings = (): string[] =>
      filesIn(project).filter((file) => !/^(node_modules|\.multistage)\//.test(file));
    const before = settings();
    const first = await rehearsed(project);
    assert.deepEqual(
      first.stages.map(({ name }) => name),
      ["dev", "prod"],
    );
    assert.deepEqual(settings(), before);
    appendFileSync(join(project, "index.js"), OWN);
    const second = await rehearsed(project);
    assert.deepEqual(
      second.stages.map(({ resources }) => resources),
      first.stages.map(({ resources }) => resources + 1),
    );
  }).timeout(600_000);

  it("is rehearsed with a service in two fleets, too", async () => {
    const other = join(folder, "fleets");
    const made = await inProject("npx", "--no-install", "multistage", ...initWith(), other);
    assert.equal(made.code, 0, said(made));
    symlinkSync(join(project, "node_modules"), join(other, "node_modules"));
    const { stages } = await rehearsed(other);
    assert.deepEqual(
      stages.map(({ name }) => name),
      ["dev", "prod"],
    );
  }).timeout(600_000);

  it("bootstraps its account, once the one line is written that it asks for", async () => {
    const bucket = join(folder, "bucket"); // a folder plays it
    const bootstrap = (...args: string[]): Promise<Outcome> =>
      inProject("npx", "--no-install", "multistage", "bootstrap", ...args);
    const local = ["--workspace", "account", "--secrets-provider", "passphrase"];
    const here = [...local, "--backend", pathToFileURL(bucket).href];
    const done = async (...args: string[]): Promise<string> => {
      const outcome = await bootstrap(...here, ...args);
      assert.equal(outcome.code, 0, said(outcome));
      return outcome.out;
    };
    const held = () => new Store(storeFile({ folder: join(project, ".multistage/account") })).list();

    const asked = await bootstrap();
    assert.equal(asked.code, 2, said(asked));
    assert.match(
      asked.err,
      /Pulumi\.main\.yaml multistage:accountId: must be 12 digits, .*, got ""; set it\n$/,
    );

    const file = join(project, "bootstrap/Pulumi.main.yaml");
    const written = readFileSync(file, "utf8").replace('accountId: ""', 'accountId: "123456789012"');
    writeFileSync(file, written);
    assert.match(await done("--dry-run"), /; dry run\n/);
    assert.deepEqual(held(), []);

    // The bucket that is made is the local AWS's; what plays it is not there yet.
    const stopped = await bootstrap(...here);
    assert.equal(stopped.code, 1, said(stopped));
    mkdirSync(bucket);
    const out = await done();
    assert.match(out, /the state has moved/);
    assert.ok(out.includes("\n  pulumi stack init prod --secrets-provider='passphrase'\n"), out);
    const names = held().map(({ type, properties }) => [type, properties["name"] ?? properties["bucket"]]);
    for (const made of [
      ["aws:s3/bucket:Bucket", "shop-account-state-123456789012-ap-northeast-2"],
      ["aws:kms/alias:Alias", "alias/shop-account-secrets"],
      ["aws:iam/policy:Policy", "shop-account-boundary-dev"],
      ["aws:iam/policy:Policy", "shop-account-boundary-prod"],
    ])
      assert.ok(
        names.some((one) => isDeepStrictEqual(one, made)),
        JSON.stringify([made, names]),
      );
    const before = held();
    assert.doesNotMatch(await done(), /begins here|goes on/);
    assert.deepEqual(held(), before);
    assert.equal(readFileSync(file, "utf8"), written);
  }).timeout(300_000);

  for (const [module, resolution] of [
    ["commonjs", "node10"],
    ["node16", "node16"],
  ] as const) {
    it(`can be written in TypeScript that looks for modules as ${resolution} does`, async () => {
      const file = join(project, `typed-${resolution}.ts`);
      const options = ["--noEmit", "--strict", "--skipLibCheck", "--module", module];
      const compile = (text: string): Promise<Outcome> => {
        writeFileSync(file, text);
        return inProject("npx", "--no-install", "tsc", ...options, "--moduleResolution", resolution, file);
      };
      const good = await compile(TYPED);
      assert.equal(good.code, 0, said(good));
      const wrong = await compile(TYPED.replace("identity, ownership:", "identty: identity, ownership:"));
      assert.match(wrong.out, /'identty' does not exist in type 'NetworkArgs'/);
    }).timeout(120_000);
  }
});
