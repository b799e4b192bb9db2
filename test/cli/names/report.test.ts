import assert from "node:assert/strict";
import fc from "fast-check";
import { namesLines, namesWarnings } from "../../../cli/names/lines";
import { namedByEveryType } from "../../../cli/names/named";
import { namesOfIdentity, namesOfServices } from "../../../cli/names/report";
import { limits } from "../../../naming/limits";
import { physicalName } from "../../../naming/names";
import { OFTEN } from "../../helpers/property-runs";
import { identities } from "../../naming/identities";
import { refusalLines } from "../../naming/refusal-lines";

const UNKNOWN = { ownership: undefined, zone: undefined, region: undefined };
const KNOWN = {
  ownership: { owner: "web", costCenter: "1000", tags: { Team: "blue" } },
  zone: "dev.shop.internal",
  region: "eu-west-1",
};
const STAGE = { project: "shop", stage: "dev" };
const WORD_RULE = "must be 1 to 32 lower-case letters and digits, a letter first";

describe("the names of an identity", () => {
  it("are refused for every bad part at once", () => {
    const lines = refusalLines(() => namesOfIdentity({ project: "A", stage: "", service: "b-" }, UNKNOWN));
    assert.deepEqual(
      lines.map((line) => line.split(":")[0]),
      ["project", "stage", "service"],
    );
    assert.equal(lines[0], `project: ${WORD_RULE}, got "A"; choose another`);
  });

  it("say of each type what would be cut, and to what", () => {
    const long = { ...STAGE, service: "customer-relations", role: "fleet", colour: "green" };
    const cut = "shop-dev-customer-relat-5oe37sbm";
    const whole = "shop-dev-customer-relations-fleet-green";
    assert.deepEqual(namesWarnings(namesOfIdentity(long, UNKNOWN)), [
      `cut to 32 characters: ${whole} is called ${cut} (aws:lb/loadBalancer:LoadBalancer)`,
      `cut to 32 characters: ${whole} is called ${cut} (aws:lb/targetGroup:TargetGroup)`,
      // Its account and region are never cut.
      `cut to 63 characters: ${whole}-<account>-<region> is called ` +
        "shop-dev-customer-relation-5oe37sbm-<account>-<region> (aws:s3/bucket:Bucket)",
    ]);
  });

  it("of a project AWS keeps for itself say which types do not take it, and what SSM does not", () => {
    const security = namesOfIdentity({ ...STAGE, project: "sg", role: "web" }, UNKNOWN);
    assert.deepEqual(
      security.blocks[0]?.names.filter(({ name }) => name === undefined).map(({ type }) => type),
      ["aws:ec2/securityGroup:SecurityGroup"],
    );
    const parameters = namesOfIdentity({ ...STAGE, project: "ssm", service: "web", role: "web" }, UNKNOWN);
    assert.deepEqual(namesWarnings(parameters), [
      "not taken: project: must be a name that does not begin with aws or ssm, as SSM takes no parameter below " +
        'it, got "ssm"; choose another',
    ]);
  });

  it("are prefix and tags of a stage, and of a service without a role what either kind would have", () => {
    const [stage] = namesOfIdentity(STAGE, UNKNOWN).blocks;
    assert.deepEqual(stage, {
      title: "",
      identity: STAGE,
      names: [],
      tags: { Project: "shop", Stage: "dev", ManagedBy: "multistage" },
      parameters: [],
      refused: [],
      dns: [],
    });
    const { prefix, blocks } = namesOfIdentity({ ...STAGE, service: "storefront" }, KNOWN);
    assert.equal(prefix, "shop-dev-");
    assert.deepEqual(
      blocks.map(({ title, names, parameters, dns }) => [title, names.length, parameters.length, dns.length]),
      [
        ["storefront (serverless)", 7, 0, 0],
        ["storefront (blueGreen)", 20, 4, 3],
      ],
    );
    assert.deepEqual(blocks[1]?.dns, [
      "prd.storefront.dev.shop.internal",
      "pre.storefront.dev.shop.internal",
      "<instance id>.storefront.dev.shop.internal",
    ]);
    assert.deepEqual(blocks[1].tags, {
      Team: "blue",
      Project: "shop",
      Stage: "dev",
      Service: "storefront",
      Owner: "web",
      CostCenter: "1000",
      ManagedBy: "multistage",
    });
  });

  it("are, of any identity, the physical name of every type, with its length, its limit and the whole of what is cut", () => {
    fc.assert(
      fc.property(identities, (identity) => {
        for (const { type, name, length, limit, cutFrom, refused } of namedByEveryType(identity, "x")) {
          assert.equal(limit, limits[type].length);
          assert.ok(length <= limit || refused !== undefined);
          if (name === undefined || type === "aws:s3/bucket:Bucket") continue;
          assert.deepEqual([name, name.length], [physicalName(type, identity), length]);
          assert.equal(
            cutFrom !== undefined,
            !name.endsWith([identity.role, identity.colour].filter(Boolean).join("-")),
          );
        }
      }),
      OFTEN,
    );
  });
});

describe("the names of a stack's services", () => {
  const storefront = { name: "storefront", kind: "blueGreen", options: [] } as const;

  it("are refused with every name that AWS would not take, as all are needed", () => {
    const lines = refusalLines(() => namesOfServices({ ...STAGE, project: "sg" }, [storefront], KNOWN));
    assert.equal(lines.length, 1);
    assert.match(lines[0] ?? "", /^name: must be a name aws:ec2\/securityGroup:SecurityGroup takes/);
    const parameters = refusalLines(() => namesOfServices({ ...STAGE, project: "aws" }, [storefront], KNOWN));
    assert.match(parameters[0] ?? "", /^project: must be a name that does not begin with aws or ssm/);
  });

  it("are none of a stack without services", () => {
    assert.deepEqual(namesOfServices(STAGE, [], KNOWN), { prefix: "shop-dev-", blocks: [] });
  });

  it("are told in a table whose names are whole, however long", () => {
    const lines = namesLines(namesOfServices(STAGE, [{ ...storefront, name: "s".repeat(32) }], KNOWN));
    const row = lines.find((line) => line.includes("codepipeline")) ?? "";
    assert.equal(
      row.replaceAll(/ {2,}/g, "  "),
      `  aws:codepipeline/pipeline:Pipeline  shop-dev-${"s".repeat(32)}-pipeline  50 of 100  ${"s".repeat(32)}-pipeline`,
    );
    assert.deepEqual(lines.slice(-7, -3), [
      `  parameters  /shop/dev/services/${"s".repeat(32)}/registration`,
      `              /shop/dev/services/${"s".repeat(32)}/blue/revision`,
      `              /shop/dev/services/${"s".repeat(32)}/green/revision`,
      `              /shop/dev/services/${"s".repeat(32)}/state/serving`,
    ]);
  });
});
