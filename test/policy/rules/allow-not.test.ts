/** The three rules on an Allow of everything but what it names. */
import assert from "node:assert/strict";
import type { DocumentRule } from "../../../policy/iam/document-rule";
import { allowNotAction } from "../../../policy/rules/allow-not-action";
import { allowNotPrincipal } from "../../../policy/rules/allow-not-principal";
import { allowNotResource } from "../../../policy/rules/allow-not-resource";
import { UNKNOWN, type Values } from "../../../policy/value";
import { judge } from "../judge";
import { fixOf, foundIn } from "./access";

const AUDIT = "arn:aws:s3:::shop-audit/*";
const Action = "s3:GetObject";
const Resource = "arn:aws:s3:::shop-pages";
const Principal = { AWS: "123456789012" };
const named: Values = { Effect: "Allow", Principal, Action, Resource };

/** Each with a statement that it finds, the element, and what excepts everything. */
const RULES: readonly (readonly [rule: DocumentRule, element: string, excepted: string, all: string])[] = [
  [allowNotAction, "Action", "s3:DeleteBucket", "*:*"],
  [allowNotResource, "Resource", AUDIT, "arn:*"],
  [allowNotPrincipal, "Principal", "arn:aws:iam::123456789012:user/old", "*"],
];

for (const [rule, element, excepted, all] of RULES) {
  const found = (...statements: readonly Values[]): string => foundIn(rule, statements, "resource");
  const rest = Object.fromEntries(Object.entries(named).filter(([name]) => name !== element));
  const value = (one: string): Values | string =>
    element === "Principal" && one !== "*" ? { AWS: one } : one;
  const allBut = { ...rest, [`Not${element}`]: value(excepted) };

  describe(`the rule ${rule.id}`, () => {
    it(`finds an Allow with Not${element}, under any condition, and no Deny`, () => {
      assert.equal(found(named, allBut), "1");
      assert.equal(found({ ...allBut, Condition: { Bool: { "aws:SecureTransport": "true" } } }), "0");
      assert.equal(found({ ...allBut, Effect: "Deny" }), "");
    });

    it("takes one of which nothing is left", () => {
      const everything = { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" };
      assert.equal(found(allBut, everything), "");
      assert.equal(found({ ...allBut, [`Not${element}`]: value(all) }), "");
    });

    it("leaves to the grammar what AWS refuses", () => {
      assert.equal(found({ ...named, ...allBut }), "");
      assert.equal(found({ ...rest, [`Not${element}`]: [] }), "");
    });

    it("does not evaluate what an unknown part decides, and does evaluate the rest", () => {
      assert.equal(found({ ...allBut, Effect: UNKNOWN }), "?");
      assert.equal(found({ ...allBut, [`Not${element}`]: UNKNOWN }), "0");
      assert.equal(found({ ...named, Effect: UNKNOWN }), "");
      assert.equal(foundIn(rule, [UNKNOWN], "resource"), "?");
    });
  });
}

describe("what an Allow of everything but a few would be instead", () => {
  it("is what reads the resources it names, but for what it excepts", () => {
    const fixed = (NotAction: string, resource: string): unknown =>
      fixOf(allowNotAction, { Effect: "Allow", NotAction, Resource: resource });
    const allow = (action: unknown, resource: string): unknown => ({
      Effect: "Allow",
      Resource: resource,
      Action: action,
    });
    const queue = "arn:aws:sqs:*:*:shop";
    assert.deepEqual(
      fixed("sqs:DeleteQueue", queue),
      allow(["sqs:Get*", "sqs:List*", "sqs:ReceiveMessage"], queue),
    );
    assert.deepEqual(fixed("sqs:GetQueueUrl", queue), allow(["sqs:List*", "sqs:ReceiveMessage"], queue));
    assert.equal(fixed("iam:*", "*"), undefined);
    assert.equal(fixed("iam:Put*", "arn:aws:iam::123456789012:role/*"), undefined, "each role");
  });

  it("is on resources to be filled in", () => {
    const statement = { Effect: "Allow", Action, NotResource: AUDIT };
    assert.deepEqual(fixOf(allowNotResource, statement), [
      { Effect: "Allow", Action, Resource: "arn:aws:s3:::<BucketName>/*" },
    ]);
  });

  it("is for the own account, where that is known", () => {
    const statement = { Effect: "Allow", NotPrincipal: Principal, Action, Resource };
    assert.equal(fixOf(allowNotPrincipal, statement, "resource"), undefined);
    const own = { account: "210987654321", partition: "aws-cn" };
    const root = { AWS: "arn:aws-cn:iam::210987654321:root" };
    assert.deepEqual(fixOf(allowNotPrincipal, statement, "resource", own), {
      Effect: "Allow",
      Principal: root,
      Action,
      Resource,
    });
  });

  it("is said in words", () => {
    const policy = { Statement: { Effect: "Allow", NotAction: ["iam:*", "sts:*"], Resource: "*" } };
    const findings = judge(allowNotAction, { type: "aws:iam/policy:Policy", inputs: { policy } });
    assert.deepEqual(findings, [
      {
        problem: {
          property: "policy.Statement.NotAction[0]",
          rule: "the actions that are needed",
          got: 'every action of every service but ["iam:*","sts:*"]',
          remedy: "name them with Action",
        },
        statement: "Statement[0]",
        actions: ["iam:*", "sts:*"],
      },
    ]);
  });
});
