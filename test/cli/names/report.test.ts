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

  it("of a project or a stage that is kept for something else are refused", () => {
    assert.match(
      refusalLines(() => namesOfIdentity({ ...STAGE, project: "sg" }, UNKNOWN))[0] ?? "",
      /^project: must be another word than /,
    );
    assert.match(
      refusalLines(() => namesOfIdentity({ ...STAGE, stage: "account" }, UNKNOWN))[0] ?? "",
      /^stage: must be another word than account/,
    );
  });

  it("are prefix and tags of a stage, and of a service without a role what either kind would have", () => {
    const [stage] = namesOfIdentity(STAGE, UNKNOWN).blocks;
    assert.deepEqual(stage, {
      title: "",
      identity: STAGE,
      names: [],
      tags: { Project: "shop", Stage: "dev", ManagedBy: "multistage" },
      parameters: [],
      dns: [],
    });
    const { prefix, blocks } = namesOfIdentity({ ...STAGE, service: "storefront" }, KNOWN);
    assert.equal(prefix, "shop-dev-");
    assert.deepEqual(
      blocks.map(({ title, names, parameters, dns }) => [title, names.length, parameters.length, dns.length]),
      [
        ["storefront (serverless)", 7, 0, 0],
        ["storefront (blueGreen)", 22, 4, 3],
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
        for (const { type, name, length, limit, cutFrom } of namedByEveryType(identity, "x")) {
          assert.equal(limit, limits[type].length);
          assert.ok(length <= limit);
          if (type === "aws:s3/bucket:Bucket") continue;
          assert.deepEqual([name, name.length], [physicalName(type, identity), length]);
          assert.equal(
            cutFrom !== undefined,
            !name.endsWith(
              ["", identity.role, identity.colour].filter((part) => part !== undefined).join("-"),
            ),
          );
        }
      }),
      OFTEN,
    );
  });
});

describe("the names of a stack's services", () => {
  const storefront = { name: "storefront", kind: "blueGreen", options: [] } as const;

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
