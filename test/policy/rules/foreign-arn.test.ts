import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Kind } from "../../../policy/iam/model";
import type { Own } from "../../../policy/rule";
import { foreignArn } from "../../../policy/rules/foreign-arn";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputs } from "../any-inputs";
import { judgeDocument } from "../iam/judge-document";
import { judge } from "../judge";

const OWN = {
  account: "123456789012",
  partition: "aws",
  regions: ["eu-west-1", "eu-central-1"],
  trustedAccounts: ["210987654321"],
};
const send: Values = { Effect: "Allow", Action: "sqs:SendMessage" };
const queue = (region: string, account: string, partition = "aws"): string =>
  `arn:${partition}:sqs:${region}:${account}:orders`;

/** The place of each finding, and its fix. */
const told = (statements: readonly Value[], own: Partial<Own> = OWN, kind: Kind = "identity"): unknown[] =>
  judgeDocument({ Version: "2012-10-17", Statement: statements }, kind, own, [foreignArn]).map(
    ({ finding }) => ("notEvaluated" in finding ? finding : [finding.place.path, finding.fix]),
  );
const ofResources = (Resource: Value, own?: Partial<Own>, kind?: Kind): unknown[] =>
  told([{ ...send, Resource }], own, kind);

describe("the rule foreign-arn", () => {
  it("says what is elsewhere, and what one's own is", () => {
    const Statement = [
      { ...send, Resource: [queue("us-west-2", "123456789012"), queue("eu-west-1", "999988887777")] },
    ];
    const said = judgeDocument({ Statement }, "identity", OWN, [foreignArn]).map(({ finding }) =>
      "notEvaluated" in finding ? "?" : [finding.rule, finding.got],
    );
    assert.deepEqual(said, [
      [
        "an ARN in a region that is used, eu-west-1 or eu-central-1",
        '"arn:aws:sqs:us-west-2:123456789012:orders"',
      ],
      [
        "an ARN of the account 123456789012, or of one that is trusted",
        '"arn:aws:sqs:eu-west-1:999988887777:orders"',
      ],
    ]);
  });

  const own: readonly Value[] = [
    "*",
    queue("eu-west-1", "123456789012"),
    queue("eu-central-1", "210987654321"),
    queue("eu-*", "*"),
    queue("*", "1234*"),
    queue("eu-west-1", "${aws:PrincipalAccount}"),
    queue("*", "*", "aws*"),
    "arn:aws:s3:::pages/*",
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "arn:aws:acm:us-east-1:123456789012:certificate/a",
    "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:*",
    "orders",
    UNKNOWN,
  ];
  for (const arn of own)
    it(`finds nothing in ${typeof arn === "string" ? arn : "what is not known yet"}`, () => {
      assert.deepEqual(ofResources(arn), []);
    });

  it("puts the own partition in its place, and the own region where there is only one", () => {
    const one = { ...OWN, regions: ["eu-west-1"] };
    assert.deepEqual(ofResources("arn:aws-cn:s3:::pages/*"), [
      ["Statement[0].Resource", { ...send, Resource: "arn:aws:s3:::pages/*" }],
    ]);
    assert.deepEqual(ofResources(queue("cn-north-1", "123456789012", "aws-cn"), one), [
      ["Statement[0].Resource", { ...send, Resource: queue("eu-west-1", "123456789012") }],
    ]);
    assert.deepEqual(ofResources(queue("us-west-2", "123456789012")), [["Statement[0].Resource", undefined]]);
    assert.deepEqual(ofResources(queue("eu-west-1", "999988887777"), one), [
      ["Statement[0].Resource", undefined],
    ]);
  });

  it("finds a pattern of regions in none of which anything is", () => {
    assert.equal(ofResources(queue("us-*", "123456789012")).length, 1);
  });

  it("takes the partition that most ARNs have for the own, in whatever order they are", () => {
    const [here, there] = [
      { ...send, Resource: "arn:aws:s3:::pages/*" },
      { ...send, NotResource: "arn:aws-us-gov:s3:::pages/*" },
    ];
    assert.deepEqual(told([here, there], {}), [
      ["Statement[1].NotResource", { ...send, NotResource: "arn:aws:s3:::pages/*" }],
    ]);
    assert.deepEqual(told([there, here], {}), [
      ["Statement[0].NotResource", { ...send, NotResource: "arn:aws:s3:::pages/*" }],
    ]);
    assert.deepEqual(told([there], {}), []);
    assert.deepEqual(
      ofResources([queue("us-west-2", "123456789012"), queue("eu-west-1", "999988887777")], {}),
      [],
    );
  });

  it("finds principals and conditions of another partition, but leaves their accounts to others", () => {
    const statement = {
      ...send,
      Principal: { AWS: ["arn:aws-cn:iam::123456789012:root", "arn:aws:iam::999988887777:root"] },
      Resource: "*",
      Condition: {
        ArnLike: { "aws:SourceArn": ["arn:aws-cn:sns:*:*:orders", "arn:aws:sns:*:999988887777:orders"] },
      },
    };
    assert.deepEqual(told([statement], OWN, "resource"), [
      ["Statement[0].Principal.AWS[0]", undefined],
      ["Statement[0].Condition.ArnLike.aws:SourceArn[0]", undefined],
    ]);
  });

  it("leaves to an organization's policies the accounts and regions of all its members", () => {
    assert.deepEqual(ofResources(queue("us-west-2", "999988887777"), OWN, "scp"), []);
    assert.equal(ofResources("arn:aws-cn:s3:::pages/*", OWN, "scp").length, 1);
  });

  it("tells no more than twenty of a statement", () => {
    const many = Array.from({ length: 1000 }, (_, index) => `${queue("us-west-2", "123456789012")}-${index}`);
    assert.equal(ofResources(many).length, 20);
  });

  it("never throws, whatever the inputs", () => {
    const type = fc.constantFrom(...foreignArn.types);
    fc.assert(
      fc.property(type, anyInputs("policy", "inlinePolicies", "assumeRolePolicy"), (one, inputs) => {
        assert.ok(Array.isArray(judge(foreignArn, { type: one, inputs }, { own: OWN })));
      }),
    );
  });
});
