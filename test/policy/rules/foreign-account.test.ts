import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Own } from "../../../policy/rule";
import { foreignAccount } from "../../../policy/rules/foreign-account";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judgeDocument } from "../iam/judge-document";
import { judge } from "../judge";

const OWN = { account: "123456789012", organization: "o-a1b2c3d4e5", trustedAccounts: ["210987654321"] };
const OTHER = "999988887777";
const read: Values = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::pages/*" };

/** The place of each finding, and its fix; `?` before what cannot be evaluated. */
const told = (statements: readonly Value[], own: Partial<Own> = OWN): unknown[] =>
  judgeDocument({ Version: "2012-10-17", Statement: statements }, "resource", own, [foreignAccount]).map(
    ({ finding }) =>
      "notEvaluated" in finding ? `? ${finding.notEvaluated.path}` : [finding.place.path, finding.fix],
  );
const of = (Principal: Value, changes: Values = {}, own?: Partial<Own>): unknown[] =>
  told([{ ...read, Principal, ...changes }], own);

describe("the rule foreign-account", () => {
  it("says whose it is, and offers the statement without", () => {
    const AWS = ["arn:aws:iam::123456789012:role/web", `arn:aws:iam::${OTHER}:root`];
    const Statement = { ...read, Principal: { AWS } };
    const type = "aws:s3/bucketPolicy:BucketPolicy";
    assert.deepEqual(judge(foreignAccount, { type, inputs: { policy: { Statement } } }, { own: OWN }), [
      {
        problem: {
          property: "policy.Statement.Principal.AWS[1]",
          rule: "of the account 123456789012, or of one that is trusted",
          got: `"arn:aws:iam::${OTHER}:root"`,
          remedy: "remove it, or add its account to the trusted accounts",
        },
        statement: "Statement[0]",
        actions: ["s3:GetObject"],
        fix: JSON.stringify(
          { ...read, Principal: { AWS: ["arn:aws:iam::123456789012:role/web"] } },
          undefined,
          2,
        ),
      },
    ]);
  });

  const foreign: readonly Value[] = [
    { AWS: OTHER },
    { AWS: `arn:aws:iam::${OTHER}:user/guest` },
    { AWS: `arn:aws:sts::${OTHER}:assumed-role/web/session` },
    { Federated: `arn:aws:iam::${OTHER}:saml-provider/company` },
  ];
  for (const principal of foreign)
    it(`finds ${JSON.stringify(principal)}, and has no fix where nobody is left`, () => {
      assert.equal(of(principal).length, 1);
      assert.deepEqual((of(principal)[0] as unknown[])[1], undefined);
    });

  const known: readonly Value[] = [
    { AWS: ["123456789012", "arn:aws:iam::210987654321:root"] },
    { AWS: "arn:aws:iam::156460612806:root" },
    { AWS: "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1A2B3C4D5E6F7" },
    { Service: "config.amazonaws.com" },
    { CanonicalUser: "0a".repeat(32) },
    "*",
  ];
  for (const principal of known)
    it(`takes ${JSON.stringify(principal)}`, () => {
      assert.deepEqual(of(principal), []);
    });

  it("says nothing where the own account is not known", () => {
    assert.deepEqual(of({ AWS: OTHER }, {}, {}), []);
    assert.deepEqual(of(UNKNOWN, {}, {}), []);
  });

  it("finds accounts that a condition names of everybody", () => {
    const by = (Condition: Values): unknown[] => of("*", { Condition });
    assert.equal(by({ StringEquals: { "aws:PrincipalAccount": ["123456789012", OTHER] } }).length, 1);
    assert.equal(by({ ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${OTHER}:role/*` } }).length, 1);
    assert.deepEqual(by({ StringEquals: { "aws:PrincipalAccount": "123456789012" } }), []);
    assert.deepEqual(by({ StringNotEquals: { "aws:PrincipalAccount": OTHER } }), []);
  });

  it("takes whoever is of the own organization", () => {
    const by = (organization: Value): unknown[] =>
      of({ AWS: OTHER }, { Condition: { StringEquals: { "aws:PrincipalOrgID": organization } } });
    assert.deepEqual(by("o-a1b2c3d4e5"), []);
    assert.equal(by("o-zzzzzzzzzz").length, 1);
    assert.equal(by(["o-a1b2c3d4e5", "o-zzzzzzzzzz"]).length, 1);
  });

  it("says nothing of a Deny, and of what is denied again", () => {
    const allow = { ...read, Principal: { AWS: OTHER } };
    assert.deepEqual(told([{ ...allow, Effect: "Deny" }]), []);
    assert.deepEqual(told([allow, { ...allow, Principal: "*", Effect: "Deny" }]), []);
  });

  it("does not evaluate what is not known yet, unless it is clear without", () => {
    assert.deepEqual(of({ AWS: UNKNOWN }), ["? Statement[0]"]);
    assert.deepEqual(of({ AWS: OTHER }, { Effect: UNKNOWN }), ["? Statement[0]"]);
    assert.deepEqual(of({ AWS: [UNKNOWN, "123456789012"] }, { Effect: "Deny" }), []);
    const [finding] = of({ AWS: [UNKNOWN, OTHER] });
    assert.deepEqual((finding as unknown[])[0], "Statement[0].Principal.AWS[1]");
  });

  it("never throws, whatever the inputs", () => {
    const type = fc.constantFrom(...foreignAccount.types);
    fc.assert(
      fc.property(type, anyInputs("policy", "inlinePolicies", "assumeRolePolicy"), (one, inputs) => {
        assert.ok(Array.isArray(judge(foreignAccount, { type: one, inputs }, { own: OWN })));
      }),
    );
  });
});
