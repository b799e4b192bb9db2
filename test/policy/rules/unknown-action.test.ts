import assert from "node:assert/strict";
import { KINDS } from "../../../policy/iam/model";
import { unknownAction } from "../../../policy/rules/unknown-action";
import { assertFixes, documentOf, HIDDEN, told } from "./words";

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop-pages/*" };
const remedies = (Action: string | readonly string[]): readonly string[] =>
  told(unknownAction, documentOf({ ...statement, Action })).map(({ remedy }) => remedy);

describe("the rule unknown-action", () => {
  it("names the word, where it stands in the text, and what is meant", () => {
    const text = JSON.stringify(documentOf({ ...statement, Action: "s3:HeadObject" }), undefined, 2);
    const [finding] = told(unknownAction, text);
    assert.equal(finding?.place.path, "Statement[0].Action");
    assert.equal(finding.place.line, 6);
    assert.equal(finding.rule, "an action that its service has");
    assert.equal(finding.got, '"s3:HeadObject"');
    assert.equal(finding.remedy, 'write "s3:GetObject"');
    assert.deepEqual(finding.fix, {
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: ["arn:aws:s3:::shop-pages/*"],
    });
  });

  const meant: readonly (readonly [given: string, right: string])[] = [
    ["s3:ListBuckets", "s3:ListAllMyBuckets"],
    ["s3:ListObjectsV2", "s3:ListBucket"],
    ["lambda:Invoke", "lambda:InvokeFunction"],
    ["dynamodb:GetItems", "dynamodb:GetItem"],
    ["sqs:SendMessage ", "sqs:SendMessage"],
    ["s3:GetОbject", "s3:GetObject"],
    ["s3:Gett*", "s3:Get*"],
  ];
  for (const [given, right] of meant)
    it(`takes ${JSON.stringify(given)} for ${right}`, () => {
      assert.deepEqual(remedies(given), [`write ${JSON.stringify(right)}`]);
    });

  it("says of a pattern that it stands for nothing", () => {
    const [finding] = told(unknownAction, documentOf({ ...statement, Action: "s3:*Zwiebel*" }));
    assert.equal(finding?.rule, "a pattern that some action of its service fits");
    assert.equal(finding.remedy, "name the actions that are meant: it stands for none");
  });

  it("takes what is right in any case, patterns that stand for something, and wrong services", () => {
    for (const Action of [
      "S3:getobject",
      "s3:*",
      "s3:G?tObject",
      "*:GetObject",
      "s33:Nothing",
      "GetObject",
      "",
    ])
      assert.deepEqual(remedies(Action), [], Action);
  });

  it("looks at NotAction, at a Deny, and at every kind of document", () => {
    for (const kind of KINDS)
      assert.equal(
        told(unknownAction, documentOf({ Effect: "Deny", NotAction: "s3:Nothing", Resource: "*" }), kind)
          .length,
        1,
      );
  });

  it("gives no fix where another rule would then find something", () => {
    for (const Action of ["s3:HeadObject", "s3:ListBuckets", "s3:ListObjects", "s3:Gett*", "s3:PutObjekt"])
      for (const Resource of ["*", "arn:aws:s3:::shop", "arn:aws:s3:::shop/*", "arn:aws:s3:::*"])
        for (const Condition of [{}, { StringLike: { "s3:prefix": "a/*" } }])
          assertFixes(unknownAction, [{ Effect: "Allow", Action, Resource, Condition }]);
  });

  it("leaves the word out where the right one is there already", () => {
    const [finding] = told(
      unknownAction,
      documentOf({ ...statement, Action: ["s3:HeadObject", "s3:GetObject"] }),
    );
    assert.deepEqual(finding?.fix, {
      Effect: "Allow",
      Action: ["s3:GetObject"],
      Resource: ["arn:aws:s3:::shop-pages/*"],
    });
  });

  it("never throws, whatever is not known, and is quick with thousands of wrong words", () => {
    for (const document of HIDDEN) told(unknownAction, document);
    const Action = Array.from({ length: 5000 }, (_, index) => `s3:Wrong${index}`);
    assert.equal(remedies(Action).length, Action.length);
  });
});
