import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { instanceName, sideName } from "../../naming/dns";
import { limits, type NamedType } from "../../naming/limits";
import { logicalName, physicalName, stagePrefix } from "../../naming/names";
import { servicePath } from "../../naming/parameters";
import { tags } from "../../naming/tags";

const short = { project: "shop", stage: "dev", service: "guestbook", role: "web" };
const long = {
  project: "warehouses",
  stage: "production",
  service: "customer-relations-backend",
  role: "backgroundworkers",
  colour: "green",
};

/** Everything that is derived from the two. */
function derived(): unknown {
  return {
    names: Object.fromEntries(
      Object.keys(limits).map((type) => {
        return [type, [short, long].map((identity) => physicalName(type as NamedType, identity))];
      }),
    ),
    prefixes: [short, long].map(stagePrefix),
    logicalNames: [logicalName("guestbook", "web"), logicalName("storefront", "fleet", "green")],
    paths: [short, long].map((identity) => servicePath(identity, "blue", "revision")),
    dns: [
      sideName("product", "guestbook", "dev.shop.internal"),
      sideName("preProduct", "guestbook", "dev.shop.internal"),
      instanceName("i-0123456789abcdef0", "guestbook", "dev.shop.internal"),
    ],
    tags: [short, long].map((identity) => tags(identity, { owner: "web", costCenter: "1000" })),
  };
}

describe("names, paths and tags", () => {
  it("are for ever what they are: another name replaces what stands in people's accounts", () => {
    const kept: unknown = JSON.parse(readFileSync(join(__dirname, "snapshot.json"), "utf8"));
    assert.deepEqual(derived(), kept);
  });
});
