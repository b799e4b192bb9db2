import assert from "node:assert/strict";
import { serviceWildcard } from "../../../policy/rules/service-wildcard";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { judge } from "../judge";
import { fixOf, foundIn } from "./access";

const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:shop-orders";
const allow = (Action: Value, Resource: Value = QUEUE): Values => ({ Effect: "Allow", Action, Resource });
const found = (...statements: readonly Value[]): string => foundIn(serviceWildcard, statements);

describe("the rule service-wildcard", () => {
  it("says of which services, and offers what only reads beside what is named", () => {
    const policy = { Statement: { Sid: "Orders", ...allow(["sqs:*", "kinesis:GetRecords"]) } };
    const [first, ...others] = judge(serviceWildcard, { type: "aws:iam/policy:Policy", inputs: { policy } });
    assert.ok(first !== undefined && "problem" in first && others.length === 0);
    assert.deepEqual(first.problem, {
      property: "policy.Statement.Action[0]",
      rule: "the actions that are needed",
      got: '"sqs:*", every action of sqs',
      remedy:
        "name those that are used: the fix has what only reads, to which belongs by name whatever else is needed",
    });
    assert.deepEqual([first.statement, first.actions], ["Orders", ["sqs:*"]]);
    assert.deepEqual(JSON.parse(first.fix ?? ""), {
      Sid: "Orders",
      ...allow(["kinesis:GetRecords", "sqs:Get*", "sqs:List*", "sqs:ReceiveMessage"]),
    });
  });

  it("offers what can be about the resources only", () => {
    const onTable = allow("*", "arn:aws:dynamodb:eu-west-1:123456789012:table/shop-orders");
    const fix = fixOf(serviceWildcard, onTable) as { readonly Action: readonly string[] };
    assert.ok(fix.Action.includes("dynamodb:Query") && fix.Action.includes("dynamodb:Get*"));
    assert.ok(fix.Action.every((one) => one.startsWith("dynamodb:")));
    assert.equal(fixOf(serviceWildcard, allow("ia?:*", "arn:aws:sqs:*:*:shop-orders")), undefined);
  });

  it("offers a trust policy how such a principal assumes the role", () => {
    const PROVIDER = "arn:aws:iam::123456789012:";
    const meant = (Principal: Values): unknown =>
      (fixOf(serviceWildcard, { Effect: "Allow", Principal, Action: "sts:*" }, "trust") as Values)["Action"];
    assert.equal(meant({ Service: "ec2.amazonaws.com" }), "sts:AssumeRole");
    assert.equal(
      meant({ Federated: `${PROVIDER}oidc-provider/token.actions.githubusercontent.com` }),
      "sts:AssumeRoleWithWebIdentity",
    );
    assert.equal(meant({ Federated: `${PROVIDER}saml-provider/office` }), "sts:AssumeRoleWithSAML");
  });

  for (const action of ["SQS:*", "sqs:**", "sqs:?*", "sq?:*", "sqs:*e*", "*", "*:*", "s*:*"])
    it(`finds ${action} on one queue`, () => {
      assert.equal(found(allow(action)), "0");
    });

  // The last two have but one action that changes something.
  for (const action of [
    "sqs:S*",
    "sqs:*Message",
    "pricing:*",
    "*:Get*",
    "sqsx:*",
    "rds-db:connect",
    "awsconnector:R*",
  ])
    it(`takes ${action}`, () => {
      assert.equal(found(allow(action, "arn:aws:sqs:*:*:shop-orders")), "");
    });

  it("leaves everything on everything to the rule on administrators", () => {
    assert.equal(found(allow("*", "*")), "");
    assert.equal(found(allow("*:*", ["arn:aws:s3:::a", "arn:*"])), "");
    assert.equal(found(allow("*", "*"), { Effect: "Deny", Action: "iam:*", Resource: "*" }), "");
  });

  it("takes the account that owns the resource, by its number or its root, where that is told", () => {
    const root = "arn:aws:iam::123456789012:root";
    const of = (AWS: Value, action: string, resource: string, own = {}): string =>
      foundIn(serviceWildcard, [{ ...allow(action, resource), Principal: { AWS } }], "resource", own);
    assert.equal(of(root, "sqs:*", QUEUE), "");
    assert.equal(of("123456789012", "kms:*", "*"), "");
    assert.equal(of(root, "s3:*", "arn:aws:s3:::a", { account: "123456789012" }), "");
    assert.equal(of(root, "s3:*", "arn:aws:s3:::a"), "0");
    assert.equal(of(root, "kms:*", "*", { account: "210987654321" }), "0");
    assert.equal(of([root, "arn:aws:iam::123456789012:role/shop"], "sqs:*", QUEUE), "0");
    assert.equal(of("*", "kms:*", "*"), "0");
  });

  it("finds what several Denies leave", () => {
    const deny = (Action: Value): Values => ({ Effect: "Deny", Action, Resource: "*" });
    const denied = ["sqs:A*", "sqs:C*", "sqs:D*", "sqs:P*", "sqs:R*", "sqs:S*"].map(deny);
    assert.equal(found(allow("sqs:*"), ...denied), "0");
    assert.equal(found(allow("sqs:*"), ...denied, deny(["sqs:T*", "sqs:U*"])), "");
  });

  it("does not evaluate what an unknown part decides, and does evaluate the rest", () => {
    assert.equal(found(allow(UNKNOWN)), "?");
    assert.equal(found(allow("*", UNKNOWN)), "?");
    assert.equal(found({ ...allow("sqs:*"), Effect: UNKNOWN }), "?");
    assert.equal(found(UNKNOWN), "?");
    assert.equal(found(allow("sqs:*", UNKNOWN)), "0");
    assert.equal(found({ ...allow(UNKNOWN), Effect: "Deny" }), "");
    assert.equal(found({ ...allow("sqs:SendMessage"), Effect: UNKNOWN }), "");
  });
});
