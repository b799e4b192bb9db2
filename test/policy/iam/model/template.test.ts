import assert from "node:assert/strict";
import { documentFrom, type Document } from "../../../../policy/iam/model";
import { UNKNOWN } from "../../../../policy/value";

function read(document: object, isInTemplate: boolean): Document {
  const read = documentFrom(JSON.stringify(document), "identity", isInTemplate);
  assert.ok(read !== UNKNOWN);
  return read;
}

const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };

describe("a document in a template", () => {
  it("has functions of CloudFormation as what is not known, where they stand", () => {
    const document = {
      Statement: [
        { ...statement, Resource: [{ "Fn::GetAtt": ["Bucket", "Arn"] }, "*"] },
        { ...statement, Action: { Ref: "Action" } },
        { "Fn::If": ["IsProd", statement, { Ref: "AWS::NoValue" }] },
      ],
    };
    const { statements, defects } = read(document, true);
    assert.deepEqual(defects, []);
    assert.deepEqual(
      statements.map(({ resources }) => resources.map(({ value }) => value)),
      [[UNKNOWN, "*"], ["*"], [UNKNOWN]],
    );
    assert.deepEqual(
      statements[1]?.actions.map(({ value }) => value),
      [UNKNOWN],
    );
    const column = JSON.stringify(document).indexOf('{"Fn::GetAtt') + 1;
    assert.equal(statements[0]?.resources[0]?.place.column, column);
    assert.equal(documentFrom('{"Statement":{"Ref":"x"}}', "identity", true), UNKNOWN);
  });

  it("has expressions of Terraform as what is not known, and variables of IAM as they are", () => {
    const resources = [
      "${aws_s3_bucket.web.arn}/*",
      "arn:aws:s3:::b/${aws:username}/${*}${?}${$}",
      "${aws:x, 'y'}",
    ];
    const [first] = read({ Statement: { ...statement, Resource: resources } }, true).statements;
    assert.deepEqual(
      first?.resources.map(({ value }) => value),
      [UNKNOWN, ...resources.slice(1)],
    );
  });

  it("is read apart from the same text outside of one, where a function is no text", () => {
    const document = { Statement: { ...statement, Action: { Ref: "x" } } };
    assert.deepEqual(read(document, true).defects, []);
    assert.deepEqual(
      read(document, false).defects.map(({ what }) => what),
      ["type"],
    );
    assert.deepEqual(read(document, true).defects, []);
  });
});
