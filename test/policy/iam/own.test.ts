import assert from "node:assert/strict";
import { ownOf } from "../../../policy/iam/own";
import { UNKNOWN } from "../../../policy/value";

describe("whose account a resource is in", () => {
  const nothing = { trustedAccounts: [] };

  it("is not known where nobody says it", () => {
    assert.deepEqual(ownOf(nothing), nothing);
    assert.deepEqual(ownOf(nothing, { region: UNKNOWN, allowedAccountIds: UNKNOWN }), nothing);
    assert.deepEqual(ownOf(nothing, { region: "", allowedAccountIds: "[" }), nothing);
  });

  it("is said by the provider, of whose lists the engine makes JSON text", () => {
    assert.deepEqual(ownOf(nothing, { region: "cn-north-1", allowedAccountIds: '["111111111111"]' }), {
      account: "111111111111",
      partition: "aws-cn",
      regions: ["cn-north-1"],
      trustedAccounts: [],
    });
  });

  it("is the provider's before the configuration's, whose account stays trusted", () => {
    const configured = { account: "222222222222", regions: ["eu-west-1"], trustedAccounts: ["333333333333"] };
    const provider = { region: "eu-central-1", allowedAccountIds: ["111111111111"] };
    assert.deepEqual(ownOf(configured, provider), {
      account: "111111111111",
      partition: "aws",
      regions: ["eu-west-1", "eu-central-1"],
      trustedAccounts: ["333333333333", "222222222222"],
    });
  });

  it("is in the region that the resource itself names", () => {
    const here = ownOf(nothing, { region: "eu-central-1" }, { region: "us-east-1" });
    assert.deepEqual(here.regions, ["us-east-1"]);
  });

  it("is one of several that a provider may be used in", () => {
    const several = { allowedAccountIds: ["111111111111", "222222222222"] };
    assert.deepEqual(ownOf(nothing, several), { trustedAccounts: ["111111111111", "222222222222"] });
  });
});
