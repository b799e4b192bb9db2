import assert from "node:assert/strict";
import * as fc from "fast-check";
import { arnOf, arnProblem, mendedArn } from "../../../policy/iam/arn";
import { allActions, service } from "../../../policy/iam/data/services";
import { OFTEN } from "../../helpers/property-runs";

const ACCOUNT = "123456789012";

describe("the form of ARNs", () => {
  const wrong: readonly (readonly [text: string, mended: string | undefined])[] = [
    ["", undefined],
    ["shop-pages", undefined],
    ["arn", undefined],
    ["s3://shop-pages", undefined],
    ["ARN:aws:s3:::shop-pages", "arn:aws:s3:::shop-pages"],
    ["arn:aws:s3:::shop-pages ", "arn:aws:s3:::shop-pages"],
    ["arn:aws:s3:::shop pages/a b", undefined],
    ["arn:aws:s3::: shop-pages", undefined],
    ["arn:aws:s3:::", undefined],
    ["arn:aws:s3:shop-pages", "arn:aws:s3:::shop-pages"],
    ["arn:aws:S3:::shop-pages", "arn:aws:s3:::shop-pages"],
    ["arn:aws:s_3:::shop-pages", undefined],
    ["arn:aws::::shop-pages", undefined],
    ["arn:awss:s3:::shop-pages", "arn:aws:s3:::shop-pages"],
    ["arn:${aws:Partition}:s3:::shop-pages", undefined],
    ["arn:aws:sqs:eu-west:123456789012:orders", undefined],
    ["arn:aws:sqs:EU-WEST-1:123456789012:orders", undefined],
    ["arn:aws:sqs:eu-west-1:1234-5678-9012:orders", undefined],
    ["arn:aws:sqs:eu-west-1:<account>:orders", undefined],
    ["arn:aws:sqs:eu-west-1:${AWS::AccountId}:orders", undefined],
    ["arn:aws:iam::123456789012:role/ shop", undefined],
    ["arn:aws:dynamodb:*:table/orders", undefined],
  ];
  for (const [text, mended] of wrong)
    it(`is wrong in ${JSON.stringify(text)}, ${mended === undefined ? "and nobody can tell what was meant" : "and can be mended"}`, () => {
      assert.notEqual(arnProblem(text), undefined);
      assert.equal(mendedArn(text), mended);
    });

  const right: readonly string[] = [
    "*",
    "**",
    "arn:*",
    "arn:aws:s3:*",
    "arn:*:s3:::shop-pages",
    "arn:aws*:s3:::shop-pages/a:b/c d/*",
    `arn:aws:sqs:eu-*:${ACCOUNT}:orders`,
    "arn:aws:sqs:*:1234*:orders",
    "arn:aws:iam::aws:policy/ReadOnlyAccess",
    "arn:*:kms:*:${aws:PrincipalAccount}:key/*",
    "arn:aws:s3:::home/${aws:PrincipalTag/team, 'no one'}/*",
    `arn:aws-us-gov:sqs:us-gov-west-1:${ACCOUNT}:orders`,
    `arn:aws-iso-b:sqs:us-isob-east-1:${ACCOUNT}:orders`,
    `arn:aws-eusc:sqs:eusc-de-east-1:${ACCOUNT}:orders`,
    `arn:aws:cloudwatch:eu-west-1:${ACCOUNT}:alarm:Too many errors`,
    "arn:aws:apigateway:eu-west-1::/restapis/*",
    `arn:aws:logs:ap-southeast-2:${ACCOUNT}:log-group:/aws/lambda/shop:*`,
    "arn:aws:*:*:*:*",
  ];
  for (const text of right)
    it(`is right in ${text}`, () => {
      assert.equal(arnProblem(text), undefined);
    });

  it("is right in every ARN that AWS's reference has", () => {
    const prefixes = new Set(allActions().map((action) => action.service));
    const formats = [...prefixes].flatMap((prefix) =>
      [...(service(prefix)?.resourceTypes.values() ?? [])].flatMap(({ arns }) => arns),
    );
    const filled = formats.map((format) =>
      format
        .replace("${Partition}", "aws")
        .replace("${Region}", "eu-west-1")
        .replace(/\$\{(\w*Account(Id)?)\}(?=:)/, ACCOUNT)
        .replaceAll(/\$\{Vendor\}/g, "ec2")
        .replaceAll(/\$\{\w+\}/g, "x"),
    );
    assert.ok(filled.length > 2000);
    assert.deepEqual(
      filled.filter((arn) => arnProblem(arn) !== undefined),
      [],
    );
  });

  it("parts an ARN at its first five colons, and none within a variable", () => {
    assert.deepEqual(arnOf("arn:aws:kms:*:${aws:PrincipalAccount}:key/a:b"), {
      partition: "aws",
      service: "kms",
      region: "*",
      account: "${aws:PrincipalAccount}",
      resource: "key/a:b",
    });
    for (const text of ["*", "arn:aws:s3", "arm:aws:s3:::a", ""]) assert.equal(arnOf(text), undefined);
  });

  it("is never wrong in what was mended, however long the text", () => {
    const part = fc.constantFrom(
      "arn",
      "ARN",
      "arm",
      "aws",
      "awz",
      "s3",
      "S3",
      "",
      "*",
      "a b",
      " ",
      "x/*",
      "eu-west-1",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const mended = mendedArn(parts.join(":"));
        if (mended !== undefined) assert.equal(arnProblem(mended), undefined);
      }),
      OFTEN,
    );
    const start = performance.now();
    for (const sign of [":", "${", "*", "arn:", " "]) {
      arnProblem(sign.repeat(300_000));
      mendedArn(sign.repeat(300_000));
    }
    assert.ok(performance.now() - start < 1000);
  });
});
