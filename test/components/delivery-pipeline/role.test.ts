import assert from "node:assert/strict";
import { make, only } from "../make";
import { approval, pipeline, PIPELINE, ROLE, ROLE_POLICY, topicArn } from "./pipeline";

describe("the role of a delivery pipeline", () => {
  const statements = [
    {
      Sid: "ReadBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
      Resource: "arn:aws:s3:::artifacts",
    },
    {
      Sid: "ReadRevision",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion"],
      Resource: "arn:aws:s3:::artifacts/storefront/revision.zip",
    },
    {
      Sid: "KeepArtifacts",
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
      Resource: "arn:aws:s3:::artifacts/shop-dev-storefront-*",
    },
    {
      Sid: "CallSteps",
      Effect: "Allow",
      Action: ["lambda:InvokeFunction"],
      Resource: ["arn:shop-dev-prepare", "arn:shop-dev-deploy", "arn:shop-dev-release"],
    },
    { Sid: "FindSteps", Effect: "Allow", Action: ["lambda:ListFunctions"], Resource: "*" },
  ];
  const publish = { Sid: "AskForApproval", Effect: "Allow", Action: ["sns:Publish"], Resource: [topicArn] };

  for (const [title, args, expected] of [
    ["may read its revision, keep its artifacts and call its steps", {}, statements],
    ["may ask for approval, too, where there is one", { approval }, [...statements, publish]],
    ["may ask for a confirmation alone", { confirmation: approval }, [...statements, publish]],
    ["may ask both times at one topic", { approval, confirmation: approval }, [...statements, publish]],
  ] as const) {
    it(title, async () => {
      const made = await make(pipeline(args));
      const { policy, ...rest } = only(made, ROLE_POLICY, "storefront-pipeline").inputs;
      assert.deepEqual(rest, { name: "shop-dev-storefront-pipeline", role: "shop-dev-storefront-pipeline" });
      assert.deepEqual(JSON.parse(policy as string), { Version: "2012-10-17", Statement: expected });
      assert.deepEqual(only(made, PIPELINE).dependsOn, [`${ROLE_POLICY}::storefront-pipeline`]);
    });
  }

  it("can be taken by CodePipeline and nobody else", async () => {
    const { inputs } = only(await make(pipeline()), ROLE, "storefront-pipeline");
    assert.deepEqual(JSON.parse(inputs["assumeRolePolicy"] as string), {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "codepipeline.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
  });
});
