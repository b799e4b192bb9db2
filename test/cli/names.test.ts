import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { multistage } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";

const SERVICE_RULE = "1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last";

/** A project with nothing but settings. */
function projectWith(settings: string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "Pulumi.yaml"), "name: shop\nruntime: nodejs\n");
  writeFileSync(join(folder, "Pulumi.dev.yaml"), settings);
  return folder;
}

const GOOD = `
config:
  multistage:owner: web
  multistage:costCenter: 1000
  multistage:services:
    - { name: guestbook, kind: serverless }
`;

async function refused(args: readonly string[], settings = GOOD): Promise<string[]> {
  const { code, out, err } = await multistage(["names", ...args], { project: projectWith(settings) });
  assert.deepEqual([code, out], [2, ""], err);
  return err.trimEnd().split("\n").slice(1);
}

describe("multistage names", () => {
  it("refuses what cannot be called so with the rule, and code 2", async () => {
    assert.deepEqual(await refused(["--service", "Shop"]), [
      `  service: must be ${SERVICE_RULE}, got "Shop"; choose another`,
    ]);
    assert.deepEqual(await refused(["--service", ""]), [
      `  service: must be ${SERVICE_RULE}, got ""; choose another`,
    ]);
  });

  it("refuses options that do not fit each other, all at once", async () => {
    assert.deepEqual(await refused(["--stack", "dev", "--project", "shop", "--colour", "blue"]), [
      "  --project: must be left out with --stack, whose settings say it, got shop; leave one out",
      "  --colour: must be left out without --role, got blue; add the role: --role fleet",
    ]);
    assert.deepEqual(await refused(["--stage", "dev"]), [
      "  --project: must be given with --stage, got nothing; give both, or --stack alone",
    ]);
  });

  it("refuses settings that name no service, no kind or no project, with where they stand", async () => {
    const settings = `
config:
  multistage:project: My.Shop
  multistage:network: { privateZoneName: internal }
  multistage:services: [{ name: Guest, kind: serverless }, { name: shop, kind: lambda }, 7]
`;
    const lines = await refused([], settings);
    assert.deepEqual(
      lines.map((line) => line.trim().split(":")[0]),
      [
        "project",
        "network.privateZoneName",
        "services[0].name",
        "services[1].kind",
        "services[2].name",
        "services[2].kind",
      ],
    );
    assert.equal(
      lines[3],
      '  services[1].kind: must be one of serverless, blueGreen, got "lambda"; change it',
    );
    assert.deepEqual(await refused([], "config:\n  multistage:services: all\n"), [
      '  services: must be a list, got "all"; change it',
    ]);
  });

  it("refuses settings that are no YAML, and a stack without any", async () => {
    const [line = ""] = await refused([], "config: [");
    assert.match(line, /^ {2}Pulumi\.dev\.yaml: must be valid YAML, got .+; mend its syntax$/);
    assert.deepEqual(await refused(["--stack", "nope"]), [
      "  stack: must be a stack of the project, with its settings in Pulumi.nope.yaml, got nope; write that file, or name another stack",
    ]);
  });

  it("refuses a folder that is no project, unless it needs none", async () => {
    const project = projectWith(GOOD);
    rmSync(join(project, "Pulumi.yaml"));
    const { code, err } = await multistage(["names"], { project });
    assert.equal(code, 2);
    assert.match(err, /^refused\n {2}project: must be a folder with a Pulumi\.yaml/);
    const without = ["names", "--project", "shop", "--stage", "dev", "--service", "web"];
    assert.equal((await multistage(without, { project: temporaryFolder() })).code, 0);
  });

  it("says what a stack's services are called, before anything exists", async () => {
    const { code, out, err } = await multistage(["names"], { project: projectWith(GOOD) });
    assert.deepEqual([code, err], [0, ""]);
    assert.equal(
      out,
      `every name begins with shop-dev-, behind what its type puts before it

guestbook (serverless): project shop, stage dev, service guestbook
  aws:lambda/function:Function             shop-dev-guestbook-web                       22 of 64   guestbook-web
  aws:cloudwatch/logGroup:LogGroup#lambda  /aws/lambda/shop-dev-guestbook-web           34 of 512  guestbook-web
  aws:iam/role:Role                        shop-dev-guestbook-web                       22 of 64   guestbook-web
  aws:iam/rolePolicy:RolePolicy            shop-dev-guestbook-web                       22 of 128  guestbook-web
  aws:apigatewayv2/api:Api                 shop-dev-guestbook-api                       22 of 128  guestbook-api
  aws:cloudwatch/logGroup:LogGroup#api     /aws/vendedlogs/apis/shop-dev-guestbook-api  43 of 512  guestbook-api
  tags  Project=shop, Stage=dev, Service=guestbook, Owner=web, CostCenter=1000, ManagedBy=multistage; Role and Name, each its own
`,
    );
  });

  it("warns of a name that is cut, on standard error, and says it to machines", async () => {
    const args = [
      "names",
      "--service",
      "customer-relations",
      "--role",
      "fleet",
      "--colour",
      "blue",
      "--json",
    ];
    const { code, out, err } = await multistage(args, { project: projectWith(GOOD) });
    assert.equal(code, 0);
    assert.match(err, /^cut to 32 characters: shop-dev-customer-relations-fleet-blue is called shop-dev-/m);
    const { ok, blocks } = JSON.parse(out) as {
      ok: boolean;
      blocks: { names: { type: string; cutFrom?: string }[] }[];
    };
    assert.equal(ok, true);
    const group = blocks[0]?.names.find(({ type }) => type === "aws:lb/targetGroup:TargetGroup");
    assert.equal(group?.cutFrom, "shop-dev-customer-relations-fleet-blue");
  });
});
