import assert from "node:assert/strict";
import { keepNames } from "../../components/private-zone/iam";
import { PrivateZone, type PrivateZoneArgs } from "../../components/private-zone/private-zone";
import { foundZoneProblems } from "../../components/private-zone/resolve";
import { problemText } from "../../refusal/refusal";
import { ACTIONS_USED } from "../../runtime/names/actions-used";
import { policy } from "../../components/policy-document";
import type { Value } from "../../policy/value";
import { told } from "../policy/iam/judge-document";
import { isExactly, refusesBadNames } from "./component-tests";
import { make, only } from "./make";
import { value } from "./mocked";
import { refused } from "./refused";
import { tagsOf } from "./tags-of";

const TOKEN = "multistage:index:PrivateZone";
const ZONE = "aws:route53/zone:Zone";
const ID = "Z0123456789ABCDEFGHIJ";
const LABEL = "a".repeat(63);
const common = {
  identity: { project: "shop", stage: "dev" },
  ownership: { owner: "web", costCenter: "1000" },
  vpcId: "vpc-12345678",
};
const zone =
  (args: Partial<PrivateZoneArgs>) =>
  (opts: object): PrivateZone =>
    new PrivateZone("private-zone", { ...common, ...args }, opts);

/** What AWS has under the id. */
const found = (name: string, privateZone: boolean): object => ({
  answers: {
    "aws:route53/getZone:getZone": { name, privateZone, arn: `arn:aws:route53:::hostedzone/${ID}` },
  },
});

describe("a private zone is refused", () => {
  it("with neither the name of a new one nor the id of one that exists", async () => {
    assert.deepEqual((await refused(zone({}))).lines, [
      "zoneName: must be given, or else zoneId, got neither; name the zone to make, or give the id of one that exists",
    ]);
  });

  it("with both", async () => {
    assert.deepEqual((await refused(zone({ zoneName: "dev.shop.internal", zoneId: ID }))).lines, [
      `zoneId: must be left out beside zoneName, got "${ID}"; leave out zoneName to use a zone that exists, or this to make one`,
    ]);
  });

  it("for a name that is no domain", async () => {
    assert.deepEqual((await refused(zone({ zoneName: "Dev.shop.internal" }))).lines, [
      "zoneName: must be a lower-case domain name of at least two labels and at most 180 characters, without a dot at its end, " +
        'got "Dev.shop.internal"; for example dev.shop.internal',
    ]);
  });

  for (const zoneName of [
    "",
    "internal",
    "shop.internal.",
    ".internal",
    "a..b",
    "-a.b",
    "a-.b",
    "a_b.c",
    "shop.7",
    `a${LABEL}.b`,
    `${LABEL}.${LABEL}.${LABEL}`,
  ]) {
    it(`for the name ${JSON.stringify(zoneName)}`, async () => {
      assert.deepEqual((await refused(zone({ zoneName }))).paths, ["zoneName"]);
    });
  }

  for (const zoneId of ["", "Z", `/hostedzone/${ID}`, "z0123", `Z${"0".repeat(32)}`, "dev.shop.internal"]) {
    it(`for the id ${JSON.stringify(zoneId)}`, async () => {
      assert.deepEqual((await refused(zone({ zoneId }))).lines, [
        `zoneId: must be Z and up to 31 capital letters and digits, got ${JSON.stringify(zoneId)}; copy the id from AWS`,
      ]);
    });
  }

  refusesBadNames((bad) => zone({ ...bad, zoneName: "dev.shop.internal" }));
  refusesBadNames((bad) => zone({ ...bad, zoneId: ID }));

  it("where there is none of that id, it is public, or its name is none", () => {
    const lines = (of: Parameters<typeof foundZoneProblems>[1]): string[] =>
      foundZoneProblems(ID, of).map(problemText);
    assert.deepEqual(lines(undefined), [
      `zoneId: must be a zone that exists in the stack's account, got "${ID}"; copy the id from AWS`,
    ]);
    assert.deepEqual(lines({ name: "shop.example", privateZone: false }), [
      `zoneId: must be a private zone, as names of machines are nobody's business outside, got "${ID}", ` +
        "the public zone shop.example; give the id of a private one",
    ]);
    assert.match(
      lines({ name: "internal", privateZone: true }).join(),
      /^the name of Z.*: must be .*, got "internal"/,
    );
    assert.deepEqual(lines({ name: "corp.internal", privateZone: true }), []);
  });
});

describe("a private zone", () => {
  isExactly(zone({ zoneName: "dev.shop.internal" }), [TOKEN, "private-zone"], [[ZONE, "private-zone"]]);

  for (const zoneName of ["shop.internal", "1.xn--bcher-kva.example", `${LABEL}.${LABEL}.b`]) {
    it(`may be called ${zoneName}`, async () => {
      assert.equal(only(await make(zone({ zoneName })), ZONE).inputs["name"], zoneName);
    });
  }

  it("is resolved by the stage's VPC alone, and goes with its records", async () => {
    const made = await make(zone({ zoneName: "dev.shop.internal" }));
    assert.deepEqual(only(made, ZONE).inputs, {
      name: "dev.shop.internal",
      comment: "Names that only the stage's VPC resolves",
      vpcs: [{ vpcId: "vpc-12345678" }],
      forceDestroy: true,
      tags: tagsOf("zone"),
    });
    const { zoneId, zoneArn, domain } = made.component;
    assert.deepEqual(await Promise.all([value(zoneId), value(zoneArn), value(domain)]), [
      "id:Zone private-zone",
      "arn:Zone private-zone",
      "dev.shop.internal",
    ]);
  });

  it("is kept where it is protected, with and for its records", async () => {
    const { inputs, protect } = only(await make(zone({ zoneName: "a.b", protection: true })), ZONE);
    assert.deepEqual([inputs["forceDestroy"], protect], [false, true]);
  });

  it("has a domain of the stage in it where its name does not begin with the stage", async () => {
    const { component } = await make(zone({ zoneName: "shop.internal" }));
    assert.equal(await value(component.domain), "dev.shop.internal");
  });

  it("that exists is taken as it is: nothing is made", async () => {
    const { declared, component } = await make(zone({ zoneId: ID }), found("corp.internal", true));
    assert.deepEqual(
      declared.map(({ type }) => type),
      [TOKEN],
    );
    const { zoneId, zoneArn, domain } = component;
    assert.deepEqual(await Promise.all([value(zoneId), value(zoneArn), value(domain)]), [
      ID,
      `arn:aws:route53:::hostedzone/${ID}`,
      "dev.corp.internal",
    ]);
  });
});

describe("who keeps the names", () => {
  const statements = keepNames({ arn: `arn:aws:route53:::hostedzone/${ID}`, domain: "dev.shop.internal" });

  it("has no finding under the rules of the policy pack", () => {
    const document = JSON.parse(JSON.stringify(policy(...statements))) as Value;
    assert.deepEqual(told(document, "identity"), []);
  });

  it("may do what the names call, and nothing else", () => {
    assert.deepEqual(
      statements.flatMap(({ Action, Resource }) =>
        Action.map((action) => [action, Resource === "*" ? "everything" : "zone"]),
      ),
      ACTIONS_USED.map(({ action, on }) => [action, on]),
    );
  });

  it("may write addresses and text below the stage's domain alone", () => {
    const names = "route53:ChangeResourceRecordSetsNormalizedRecordNames";
    assert.deepEqual(statements.at(-1)?.Condition, {
      "ForAllValues:StringLike": { [names]: "*.dev.shop.internal" },
      "ForAllValues:StringEquals": {
        "route53:ChangeResourceRecordSetsRecordTypes": ["A", "TXT"],
        "route53:ChangeResourceRecordSetsActions": ["DELETE", "UPSERT"],
      },
      Null: { [names]: "false" },
    });
  });
});
