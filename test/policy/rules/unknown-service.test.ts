import assert from "node:assert/strict";
import { KINDS } from "../../../policy/iam/model";
import { unknownService } from "../../../policy/rules/unknown-service";
import { assertFixes, documentOf, HIDDEN, told } from "./words";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-pages/*" };
const remedies = (Action: string | readonly string[]): readonly string[] =>
  told(unknownService, documentOf({ ...statement, Action })).map(({ remedy }) => remedy);

describe("the rule unknown-service", () => {
  it("names the word, where it stands, and what is meant", () => {
    const [finding] = told(
      unknownService,
      documentOf({ ...statement, Action: ["s3:PutObject", "s33:GetObject"] }),
    );
    assert.equal(finding?.place.path, "Statement[0].Action[1]");
    assert.equal(finding.got, '"s33:GetObject"');
    assert.equal(finding.remedy, 'write "s3:GetObject"');
    assert.deepEqual(finding.actions, ["s33:GetObject"]);
    assert.deepEqual(finding.fix, {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:PutObject"],
      Resource: ["arn:aws:s3:::shop-pages/*"],
    });
  });

  const meant: readonly (readonly [given: string, right: string])[] = [
    ["lamdba:InvokeFunction", "lambda:InvokeFunction"],
    ["stepfunctions:StartExecution", "states:StartExecution"],
    ["apigatewayv2:Invoke", "execute-api:Invoke"],
    ["cognito:AdminGetUser", "cognito-idp:AdminGetUser"],
    ["elbv2:DescribeRules", "elasticloadbalancing:DescribeRules"],
    ["sqss:*", "sqs:*"],
    [" s3:GetObject", "s3:GetObject"],
    ["ѕ3:GetObject", "s3:GetObject"],
    ["s\u200b3:GetObject", "s3:GetObject"],
  ];
  for (const [given, right] of meant)
    it(`takes ${JSON.stringify(given)} for ${right}`, () => {
      assert.deepEqual(remedies(given), [`write ${JSON.stringify(right)}`]);
    });

  it("says which character is not what it looks like", () => {
    const gots = ["ѕ3:GetObject", "s\u200b3:GetObject", " s3:GetObject"].map(
      (Action) => told(unknownService, documentOf({ ...statement, Action }))[0]?.got,
    );
    assert.deepEqual(gots, [
      '"ѕ3:GetObject" with U+0455 as character 1',
      '"s\u200b3:GetObject" with U+200B as character 2',
      '" s3:GetObject" with a blank at the beginning',
    ]);
  });

  it("says so of a service that is like none", () => {
    assert.deepEqual(remedies("qwertzuiop:Do"), [
      'look up the prefix that is meant: there is no "qwertzuiop"',
    ]);
  });

  it("takes what is right in any case, patterns, a withdrawn service, and what is no action at all", () => {
    for (const Action of [
      "S3:GetObject",
      "*",
      "*:*",
      "s*:GetObject",
      "sumerian:*",
      "GetObject",
      "",
      ":",
      "s3:",
    ])
      assert.deepEqual(remedies(Action), [], Action);
  });

  it("looks at NotAction, at a Deny, and at every kind of document", () => {
    for (const kind of KINDS)
      assert.equal(
        told(unknownService, documentOf({ Effect: "Deny", NotAction: "s33:*", Resource: "*" }), kind).length,
        1,
      );
  });

  it("gives no fix where another rule would then find something", () => {
    for (const Action of ["s33:GetObject", "s33:PutObject", "s33:ListBucket", "s33:*", "sqss:SendMessage"])
      for (const Resource of ["*", "arn:aws:s3:::shop", "arn:aws:s3:::shop/*", "arn:aws:s3:::*"])
        assertFixes(unknownService, [{ Effect: "Allow", Action, Resource }]);
  });

  it("never throws, whatever is not known, and is quick with thousands of wrong words", () => {
    for (const document of HIDDEN) told(unknownService, document);
    const Action = Array.from({ length: 5000 }, (_, index) => `wrong${index}:Do`);
    assert.equal(remedies(Action).length, Action.length);
  });
});
