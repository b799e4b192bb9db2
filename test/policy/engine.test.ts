import assert from "node:assert/strict";
import { join } from "node:path";
import { Vpc } from "@pulumi/aws/ec2/vpc";
import { packageRoot } from "../../local/package-root";
import { suppress, type Suppression } from "../../policy/program";
import { installPlugins } from "../../local/workspace/plugins";
import { ENGINE_TIMEOUT, testEngine } from "../helpers/engine";
import { localStack, type LocalStack } from "../helpers/local-stack";
import { held, type Operation, type Outcome } from "./held";

const good = { Project: "shop", Stage: "dev", Owner: "web", CostCenter: "42", ManagedBy: "multistage" };

describe("a stack that is held to the policy pack", () => {
  let tags: Record<string, string> = {};
  let exception: Suppression | undefined;
  let local: LocalStack;
  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    local = await localStack(() => {
      const opts = exception === undefined ? {} : suppress(exception);
      new Vpc("network", { cidrBlock: "10.0.0.0/16", tags }, opts);
      return Promise.resolve();
    });
    const { languageHost, version } = await testEngine();
    const home = local.stack.workspace.envVars["PULUMI_HOME"] ?? "";
    const program = `${packageRoot()}/dist/local/engine/language-host.js`;
    if (languageHost === "ours")
      installPlugins(home, [{ kind: "language", name: "nodejs", version, program }]);
  });
  after(() => {
    local.close();
  });

  const run = (operation: Operation, pack?: string): Promise<Outcome> => held(local, operation, { pack });
  const made = (): string[] => local.store.list().map(({ type }) => type);

  for (const operation of ["preview", "up"] as const) {
    it(`is stopped in its ${operation} by a resource without its tags, which is named, and nothing is made`, async () => {
      tags = { ...good, Owner: "" };
      Reflect.deleteProperty(tags, "CostCenter");
      const [outcome, violation = "", ...others] = await run(operation);
      assert.equal(outcome, "stopped");
      assert.match(
        violation,
        /^mandatory required-tags, network: .*\n.* got an empty Owner, no CostCenter; /,
      );
      assert.deepEqual(others, []);
      assert.deepEqual(made(), []);
    });
  }

  it("is stopped by the pack as a folder, too", async () => {
    const [outcome, ...violations] = await run("preview", join(packageRoot(), "dist", "policy"));
    assert.equal(outcome, "stopped");
    assert.equal(violations.length, 1);
  });

  it("goes through with an exception that its program registers, and is told of one that nothing needs", async () => {
    const [rule, resource, owner] = ["required-tags", "network", "web"];
    exception = { rule, resource, owner, reason: "belongs to everybody", expires: "2999-12-31" };
    assert.deepEqual(await run("preview"), ["passed"]);
    tags = good;
    const [outcome, violation, ...others] = await run("preview");
    assert.deepEqual([outcome, others], ["passed", []]);
    assert.match(
      violation ?? "",
      /^advisory suppressions, .* must be needed, got no finding that it takes away; remove it$/s,
    );
    exception = undefined;
  });

  it("comes up once the tags are there", async () => {
    tags = good;
    assert.deepEqual(await run("up"), ["passed"]);
    assert.deepEqual(made(), ["aws:ec2/vpc:Vpc"]);
  });
});
