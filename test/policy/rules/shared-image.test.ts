import assert from "node:assert/strict";
import type { Finding } from "../../../policy/rule";
import { sharedImage } from "../../../policy/rules/shared-image";
import { UNKNOWN, type Values } from "../../../policy/value";
import { itIsSound, places } from "../any-values";
import { judge } from "../judge";

const IMAGE = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";
const SNAPSHOT = "aws:rds/snapshot:Snapshot";
const BUILDER = "aws:imagebuilder/distributionConfiguration:DistributionConfiguration";
const FRIEND = "123456789012";
const ORGANIZATION = "arn:aws:organizations::123456789012:organization/o-a1b2c3d4e5";

const check = (type: string, inputs: Values, ...sharedWith: string[]): readonly Finding[] =>
  judge(sharedImage, { type, inputs }, { settings: { sharedWith } });
const found = (type: string, inputs: Values, ...sharedWith: string[]): string[] =>
  places(check(type, inputs, ...sharedWith));

describe("the rule shared-image", () => {
  it("says with whom, and what to do", () => {
    assert.deepEqual(check(IMAGE, { group: "all" }), [
      {
        problem: {
          property: "group",
          rule: "for accounts that are named",
          got: '"all", which is everybody',
          remedy: "share it with accounts that are named in sharedWith",
        },
      },
    ]);
    assert.deepEqual(check(SNAPSHOT, { sharedAccounts: [FRIEND] }), [
      {
        problem: {
          property: "sharedAccounts[0]",
          rule: "one that sharedWith names",
          got: '"123456789012"',
          remedy: "name it in the rule's sharedWith, or leave the permission out",
        },
      },
    ]);
  });

  it("refuses whoever is not named, in every form", () => {
    const inputs = { accountId: FRIEND, organizationArn: ORGANIZATION, organizationalUnitArn: "arn:unit" };
    assert.deepEqual(found(IMAGE, inputs), ["accountId", "organizationArn", "organizationalUnitArn"]);
    const launchPermission = { userIds: [FRIEND, "210987654321"], userGroups: ["all"] };
    const distributions = [{}, { amiDistributionConfiguration: { launchPermission } }];
    const where = "distributions[1].amiDistributionConfiguration.launchPermission";
    assert.deepEqual(found(BUILDER, { distributions }, FRIEND), [
      `${where}.userIds[1]`,
      `${where}.userGroups[0]`,
    ]);
  });

  it("takes whoever is named, and who shares with nobody", () => {
    assert.deepEqual(
      found(IMAGE, { accountId: FRIEND, organizationArn: ORGANIZATION }, FRIEND, ORGANIZATION),
      [],
    );
    for (const sharedAccounts of [undefined, null, [], FRIEND])
      assert.deepEqual(check(SNAPSHOT, { sharedAccounts }), []);
    assert.deepEqual(found(IMAGE, { group: "" }), []);
  });

  it("refuses to let an account share with everybody at all", () => {
    for (const type of [
      "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess",
      "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess",
    ]) {
      assert.deepEqual(found(type, { state: "unblocked" }), ["state"]);
      assert.deepEqual(found(type, { state: "block-new-sharing" }), []);
      assert.deepEqual(found(type, { state: UNKNOWN }), ["? state"]);
    }
  });

  it("does not evaluate what is not known yet", () => {
    assert.deepEqual(found(IMAGE, { accountId: UNKNOWN, imageId: UNKNOWN }), ["? accountId"]);
    assert.deepEqual(found(SNAPSHOT, { sharedAccounts: ["all", UNKNOWN] }), [
      "sharedAccounts[0]",
      "? sharedAccounts[1]",
    ]);
    assert.deepEqual(found(BUILDER, { distributions: UNKNOWN }), ["? distributions"]);
  });

  itIsSound(
    sharedImage,
    ["accountId", "group", "sharedAccounts", "distributions", "amiDistributionConfiguration"].concat(
      ...["launchPermission", "userIds", "userGroups", "state"],
    ),
    ["all", FRIEND, "unblocked"],
    { settings: { sharedWith: [FRIEND] } },
  );
});
