import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { MANAGED_POLICY_CHARACTERS, reachText } from "../../components/access/reach";
import { withTables } from "../components/access/tables";
import { documents } from "../components/access/roles";
import { ROOT } from "../helpers/command-line";
import { parseAccount } from "../../stacks/bootstrap/config";
import { handedOver, parsed } from "../stacks/config-of";

const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** Which services of IAM the modules of the SDK call, where these are called otherwise. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  apigatewayv2: ["apigateway"],
  cloudwatch: ["cloudwatch", "events", "logs"],
  lb: ["elasticloadbalancing"],
  vpc: ["ec2"],
};

describe("docs/access.md", () => {
  it("says who may do what as the documents do; else run node scripts/access-table.mjs", async () => {
    const text = read("docs/access.md");
    assert.equal(await withTables(text), text);
  });

  it("would be stale with another word in a table", async () => {
    const text = read("docs/access.md").replace(/\| yes +\|/, "| no |");
    assert.notEqual(await withTables(text), text);
  });

  it("shows settings that the configuration takes", () => {
    const [, text = ""] = /```yaml\n([^`]*)```/.exec(read("docs/access.md")) ?? [];
    const { config } = parse(text) as { config: Record<string, unknown> };
    const shop = {
      name: "storefront",
      kind: "blueGreen",
      priority: 1,
      sizes: { min: 1, max: 2 },
      approval: true,
    };
    const network = { create: { cidrBlock: "10.10.0.0/16", natGateways: "Single" } };
    const loadBalancer = { previewCidrBlocks: ["192.0.2.0/24"] };
    const access = config["multistage:access"];
    const { access: roles } = parsed({ network, loadBalancer, services: [shop], access });
    assert.deepEqual(Object.keys(roles ?? {}), [
      "permissionsBoundary",
      "uploaders",
      "viewers",
      "approvers",
      "operators",
    ]);
  });
});

describe("docs/bootstrap.md", () => {
  it("shows settings that the account's program takes", () => {
    const [, text = ""] = /```yaml\n([^`]*)```/.exec(read("docs/bootstrap.md")) ?? [];
    const { config } = parse(text) as { config: Record<string, unknown> };
    const own = Object.entries(config).filter(([key]) => key.startsWith("multistage:"));
    const values = Object.fromEntries(own.map(([key, value]) => [key.replace("multistage:", ""), value]));
    assert.equal(parseAccount(handedOver(values)).stages[0]?.alsoAllows?.length, 1);
  });
});

describe("a stage's deployer", () => {
  it("may call every service whose resources the components make", () => {
    const folder = join(ROOT, "components");
    const modules = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .flatMap((file) => [
        ...readFileSync(join(folder, file), "utf8").matchAll(
          /^import \* as \w+ from "@pulumi\/aws\/(\w+)";$/gm,
        ),
      ])
      .map(([, module = ""]) => module);
    const needed = new Set(modules.flatMap((module) => CALLS[module] ?? [module]));
    const called = documents.deployer.Statement.flatMap(({ Effect, Action = [] }) =>
      Effect === "Allow" ? Action.map((action) => action.split(":")[0]) : [],
    );
    assert.ok(needed.size > 10);
    assert.deepEqual(
      [...needed].filter((service) => !called.includes(service)),
      [],
    );
  });

  it("leaves room in its policy for what else a stage needs", () => {
    assert.ok(reachText(documents.deployer).length < MANAGED_POLICY_CHARACTERS - 300);
  });
});
