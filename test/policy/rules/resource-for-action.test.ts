import assert from "node:assert/strict";
import { resourceForAction } from "../../../policy/rules/resource-for-action";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { assertFixes, documentOf, HIDDEN, told } from "./words";

const about = (Action: Value, Resource: Value, Effect = "Allow"): Values => ({ Effect, Action, Resource });
const found = (Action: Value, Resource: Value): readonly (readonly string[] | undefined)[] =>
  told(resourceForAction, documentOf(about(Action, Resource))).map(({ actions }) => actions);
const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-1:123456789012:${rest}`;

describe("the rule resource-for-action", () => {
  it("names the action and the resource, and says what it would have to be", () => {
    const statement = about(["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::shop-pages/*");
    const [finding, ...others] = told(resourceForAction, documentOf({ Sid: "Pages", ...statement }));
    assert.deepEqual(others, []);
    assert.equal(finding?.place.path, "Statement[0].Action[1]");
    assert.equal(finding.got, '"s3:ListBucket" on "arn:aws:s3:::shop-pages/*"');
    assert.match(finding.remedy, /^name a resource as .*arn:\$\{Partition\}:s3:::\$\{BucketName\}/);
    assert.deepEqual(finding.fix, [
      { Sid: "Pages", Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::shop-pages/*"] },
      { Effect: "Allow", Action: ["s3:ListBucket"], Resource: ["arn:aws:s3:::shop-pages"] },
    ]);
  });

  it("gives what AWS supports only * for a statement of its own", () => {
    const instance = arn("ec2", "instance/i-0a1b2c3d4e5f60718");
    const [finding] = told(
      resourceForAction,
      documentOf(about(["ec2:StartInstances", "ec2:DescribeInstances"], instance)),
    );
    assert.match(finding?.remedy ?? "", /AWS supports no ARN for it/);
    assert.deepEqual(finding?.fix, [
      { Effect: "Allow", Action: ["ec2:StartInstances"], Resource: [instance] },
      { Effect: "Allow", Action: ["ec2:DescribeInstances"], Resource: ["*"] },
    ]);
  });

  const wrong: readonly (readonly [Action: string, Resource: Value])[] = [
    ["s3:PutObject", "arn:aws:s3:::shop"],
    ["s3:PutBucket*", "arn:aws:s3:::shop/*"],
    ["s3:ListAllMyBuckets", "arn:aws:s3:::shop-*"],
    ["sqs:SendMessage", arn("sns", "shop")],
    ["kms:Decrypt", arn("kms", "alias/shop")],
    ["logs:PutLogEvents", arn("logs", "log-group:/shop/web")],
    ["dynamodb:PutItem", arn("dynamodb", "table/a/index/*")],
    ["states:DescribeExecution", arn("states", "stateMachine:a")],
    ["ecs:RunTask", [arn("ecs", "cluster/a"), arn("ecs", "task/a/*")]],
    ["ecr:GetAuthorizationToken", arn("ecr", "repository/a")],
    ["ec2:Describe*", arn("sqs", "a")],
  ];
  for (const [Action, Resource] of wrong)
    it(`finds ${Action} on ${JSON.stringify(Resource)}`, () => {
      assert.deepEqual(found(Action, Resource), [[Action]]);
    });

  const right: readonly (readonly [Action: Value, Resource: Value])[] = [
    [
      ["s3:ListBucket", "s3:GetObject"],
      ["arn:aws:s3:::shop", "arn:aws:s3:::shop/*"],
    ],
    [["s3:ListBucket", "s3:GetObject"], "arn:aws:s3:::shop-*"],
    ["s3:*", "arn:aws:s3:::shop/*"],
    ["s3:GetObject", arn("s3", "accesspoint/a/object/*")],
    ["s3:ListAllMyBuckets", "arn:aws:s3:::*"],
    ["ec2:DescribeInstances", "*"],
    ["logs:DescribeLogGroups", arn("logs", "log-group:*")],
    ["logs:PutLogEvents", "arn:aws:logs:*:*:*"],
    ["logs:CreateLogStream", arn("logs", "log-group:/shop/web:*")],
    ["lambda:InvokeFunction", arn("lambda", "function:shop:live")],
    ["lambda:InvokeFunction", "arn:aws:lambda:*:*:function:shop-*"],
    ["states:StartExecution", arn("states", "stateMachine:a:1")],
    ["execute-api:Invoke", arn("execute-api", "a1b2c3d4e5/prod/GET/")],
    ["execute-api:Invoke", arn("execute-api", "a1b2c3d4e5/prod/$connect")],
    ["execute-api:Invoke", "execute-api:/prod/*"],
    ["es:ESHttpGet", arn("es", "domain/shop/*")],
    ["events:PutRule", [arn("events", "rule/a"), arn("events", "rule/bus/a")]],
    ["sts:AssumeRole", "arn:aws:iam::*:role/path/shop"],
    ["iam:GetUser", "arn:aws:iam::123456789012:user/${aws:username}"],
    [
      "cloudformation:CreateChangeSet",
      "arn:aws:cloudformation:eu-west-1:aws:transform/Serverless-2016-10-31",
    ],
    ["sns:Unsubscribe", arn("sns", "shop:0a1b2c3d")],
    ["s3:GetObject", "shop/*"],
    ["s3:GetObject", ["arn:aws:s3::shop/*", "arn:aws:s3:::shop"]],
    ["s3:GetObject", [UNKNOWN, "arn:aws:s3:::shop"]],
    [UNKNOWN, "arn:aws:s3:::shop"],
    ["s3:Nothing", "arn:aws:s3:::shop"],
  ];
  for (const [Action, Resource] of right)
    it(`takes ${Action === UNKNOWN ? "what is not known" : JSON.stringify(Action)} on ${JSON.stringify(Resource)}`, () => {
      assert.deepEqual(found(Action, Resource), []);
    });

  it("looks at a Deny, and says nothing of NotAction and NotResource", () => {
    const [Action, Resource] = ["s3:DeleteObject", "arn:aws:s3:::shop"];
    assert.equal(told(resourceForAction, documentOf(about(Action, Resource, "Deny"))).length, 1);
    for (const statement of [
      { Effect: "Deny", NotAction: Action, Resource },
      { Effect: "Deny", Action, NotResource: Resource },
    ])
      assert.deepEqual(told(resourceForAction, documentOf(statement)), []);
  });

  it("gives fixes that take their finding away and bring none", () => {
    for (const [Action, Resource] of wrong)
      for (const Effect of ["Allow", "Deny"])
        assertFixes(resourceForAction, [about(Action, Resource, Effect)]);
    assertFixes(resourceForAction, [about(["s3:ListBucket", "s3:GetObject"], "arn:aws:s3:::*/*")]);
  });

  it("never throws, whatever is not known, and is quick with thousands of resources", () => {
    for (const document of HIDDEN) told(resourceForAction, document);
    const Resource = Array.from({ length: 3000 }, (_, index) => `arn:aws:s3:::bucket-${index}`);
    assert.deepEqual(found("s3:GetObject", Resource), [["s3:GetObject"]]);
  });
});
