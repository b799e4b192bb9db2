import assert from "node:assert/strict";
import {
  DeliveryPipeline,
  type DeliveryPipelineArgs,
  type StepFunctions,
} from "../../components/delivery-pipeline/delivery-pipeline";
import { Refusal } from "../../refusal/refusal";
import { make, only } from "./make";
import { value } from "./mocked";
import { refused } from "./refused";
import { takesTags } from "./takes-tags";

const step = (name: string): { name: string; arn: string } => ({ name, arn: `arn:${name}` });
const functions: StepFunctions = {
  prepare: step("shop-dev-prepare"),
  deploy: step("shop-dev-deploy"),
  release: step("shop-dev-release"),
};
const common: DeliveryPipelineArgs = {
  identity: { project: "shop", stage: "dev", service: "storefront" },
  ownership: { owner: "web", costCenter: "1000" },
  artifactBucket: { name: "artifacts", arn: "arn:aws:s3:::artifacts" },
  functions,
};
const topicArn = "arn:aws:sns:eu-west-1:123456789012:shop-dev-approvals";
const approval = { topicArn };
const pipeline =
  (args: Partial<DeliveryPipelineArgs> = {}) =>
  (opts: object): DeliveryPipeline =>
    new DeliveryPipeline("storefront", { ...common, ...args }, opts);

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

describe("a delivery pipeline is refused", () => {
  it("without a service, without functions and with an approval nobody hears of, at once", async () => {
    const args = {
      identity: { project: "shop", stage: "dev" },
      functions: { prepare: functions.prepare, deploy: { name: "deploy" } } as unknown as StepFunctions,
      approval: { topicArn: "shop-dev-approvals", timeoutMinutes: 4 },
    };
    assert.deepEqual(await refused(pipeline(args)), {
      paths: [
        "identity.service",
        "functions.deploy",
        "functions.release",
        "approval.topicArn",
        "approval.timeoutMinutes",
      ],
      lines: [
        "identity.service: must be given, got nothing; name the service",
        'functions.deploy: must be a function\'s name and arn, got {"name":"deploy"}; ' +
          "hand over the functions of ReleaseControl",
        "functions.release: must be a function's name and arn, got nothing; " +
          "hand over the functions of ReleaseControl",
        'approval.topicArn: must be the ARN of an SNS topic, got "shop-dev-approvals"; ' +
          "use approvalTopicArn of Notifications",
        "approval.timeoutMinutes: must be a whole number from 5 to 86400, got 4; use 1440",
      ],
    });
  });

  it("for a service that makes the parameters of its actions longer than 1,000 characters", async () => {
    const ofLength = (length: number): Partial<DeliveryPipelineArgs> => ({
      identity: { project: "shop", stage: "dev", service: "s".repeat(length) },
    });
    const room = 1000 - '{"service":"","step":"prepare","executionId":"","versionId":""}'.length;
    const left = room - "#{codepipeline.PipelineExecutionId}".length - "#{Source.VersionId}".length;
    assert.deepEqual((await refused(pipeline(ofLength(left + 1)))).lines, [
      "identity.service: must be short enough for UserParameters, 1000 characters in all, " +
        "got one that makes them 1001; choose a shorter one",
    ]);
    // With one character less the parameters have room; as a name it is still too long.
    await assert.rejects(make(pipeline(ofLength(left))), Refusal);
  });

  for (const topic of [
    "arn:aws:sqs:eu-west-1:123456789012:approvals",
    "arn:aws:sns:eu-west-1:1234:approvals",
    "arn:aws:sns:eu-west-1:123456789012:",
    "arn:aws:sns:eu-west-1:123456789012:approvals:0b1c",
  ]) {
    it(`for ${topic} as the topic of its approval`, async () => {
      assert.deepEqual((await refused(pipeline({ approval: { topicArn: topic } }))).paths, [
        "approval.topicArn",
      ]);
    });
  }

  for (const timeoutMinutes of [4, 86_401, 5.5, Number.NaN]) {
    it(`for an approval that waits ${timeoutMinutes} minutes`, async () => {
      const { paths } = await refused(pipeline({ approval: { topicArn, timeoutMinutes } }));
      assert.deepEqual(paths, ["approval.timeoutMinutes"]);
    });
  }
});

describe("a delivery pipeline", () => {
  const URN = "urn:pulumi:stack::project::multistage:index:DeliveryPipeline";

  it("is exactly these resources, all of them below it, in a preview, too", async () => {
    const children = [
      [ROLE, "storefront-pipeline"],
      [ROLE_POLICY, "storefront-pipeline"],
      [PIPELINE, "storefront-pipeline"],
      [RULE, "storefront-trigger"],
      [ROLE, "storefront-trigger"],
      [ROLE_POLICY, "storefront-trigger"],
      [TARGET, "storefront-trigger"],
    ];
    for (const preview of [false, true]) {
      const { declared } = await make(pipeline({ approval }), { preview });
      assert.deepEqual(
        declared.slice(1).map(({ type, name }) => [type, name]),
        children,
      );
    }
    const { declared } = await make(pipeline());
    assert.deepEqual(
      declared.map(({ urn }) => urn),
      [`${URN}::storefront`, ...children.map(([type, name]) => `${URN}$${type}::${name}`)],
    );
  });

  it("has exactly its tags on everything that takes tags", async () => {
    const { declared } = await make(pipeline());
    for (const { type, name, inputs } of declared.slice(1)) {
      const role = name.replace("storefront-", "");
      const expected = {
        Project: "shop",
        Stage: "dev",
        Service: "storefront",
        Role: role,
        Owner: "web",
        CostCenter: "1000",
        ManagedBy: "multistage",
        Name: `shop-dev-storefront-${role}`,
      };
      assert.deepEqual(inputs["tags"], takesTags(type) ? expected : undefined, `${type} ${name}`);
    }
  });

  it("takes revisions from the bucket and releases them in one stage, one after the other", async () => {
    const { tags, stages, ...inputs } = only(await make(pipeline()), PIPELINE).inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(inputs, {
      name: "shop-dev-storefront-pipeline",
      pipelineType: "V2",
      executionMode: "QUEUED",
      roleArn: "arn:Role storefront-pipeline",
      artifactStores: [{ type: "S3", location: "artifacts" }],
    });
    const invoke = (name: string, runOrder: number, which: string): unknown => ({
      name,
      runOrder,
      category: "Invoke",
      owner: "AWS",
      provider: "Lambda",
      version: "1",
      configuration: {
        FunctionName: `shop-dev-${which}`,
        UserParameters:
          `{"service":"storefront","step":"${which}",` +
          '"executionId":"#{codepipeline.PipelineExecutionId}","versionId":"#{Source.VersionId}"}',
      },
    });
    assert.deepEqual(stages, [
      {
        name: "Source",
        actions: [
          {
            name: "Revision",
            namespace: "Source",
            category: "Source",
            owner: "AWS",
            provider: "S3",
            version: "1",
            outputArtifacts: ["Revision"],
            configuration: {
              S3Bucket: "artifacts",
              S3ObjectKey: "storefront/revision.zip",
              PollForSourceChanges: "false",
            },
          },
        ],
      },
      {
        name: "Release",
        actions: [
          invoke("Prepare", 1, "prepare"),
          invoke("Deploy", 2, "deploy"),
          invoke("Release", 5, "release"),
        ],
      },
    ]);
  });

  for (const [given, minutes] of [
    [undefined, 1440],
    [5, 5],
    [86_400, 86_400],
  ] as const) {
    it(`asks for approval before the release, for ${minutes} minutes`, async () => {
      const made = await make(pipeline({ approval: { topicArn, timeoutMinutes: given } }));
      const stages = only(made, PIPELINE).inputs["stages"] as { actions: { name: string }[] }[];
      const actions = stages[1]?.actions ?? [];
      assert.deepEqual(
        actions.map(({ name }) => name),
        ["Prepare", "Deploy", "Approve", "Release"],
      );
      assert.deepEqual(actions[2], {
        name: "Approve",
        runOrder: 4,
        category: "Approval",
        owner: "AWS",
        provider: "Manual",
        version: "1",
        timeoutInMinutes: minutes,
        configuration: {
          NotificationArn: topicArn,
          CustomData:
            "Release storefront, version #{Source.VersionId} of its revision? The preview shows it.",
        },
      });
    });
  }

  it("tells its name and ARN", async () => {
    const { component } = await make(pipeline());
    assert.deepEqual(await Promise.all([component.pipelineName, component.pipelineArn].map(value)), [
      "shop-dev-storefront-pipeline",
      "arn:Pipeline storefront-pipeline",
    ]);
  });
});

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
  const publish = { Sid: "AskForApproval", Effect: "Allow", Action: ["sns:Publish"], Resource: topicArn };

  for (const [title, args, expected] of [
    ["may read its revision, keep its artifacts and call its steps", {}, statements],
    ["may ask for approval, too, where there is one", { approval }, [...statements, publish]],
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

describe("what starts a delivery pipeline", () => {
  it("is an upload of its service's revision, and of nothing else", async () => {
    const { eventPattern, name } = only(await make(pipeline()), RULE).inputs;
    assert.equal(name, "shop-dev-storefront-trigger");
    assert.deepEqual(JSON.parse(eventPattern as string), {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: ["artifacts"] }, object: { key: ["storefront/revision.zip"] } },
    });
  });

  it("hands on the version that was uploaded, as StartPipelineExecution takes it", async () => {
    const made = await make(pipeline());
    const { inputTransformer, ...inputs } = only(made, TARGET).inputs;
    assert.deepEqual(inputs, {
      rule: "shop-dev-storefront-trigger",
      targetId: "pipeline",
      arn: "arn:Pipeline storefront-pipeline",
      roleArn: "arn:Role storefront-trigger",
    });
    const { inputPaths, inputTemplate } = inputTransformer as { inputPaths: object; inputTemplate: string };
    assert.deepEqual(inputPaths, { versionId: "$.detail.object.version-id" });
    // What EventBridge makes of it.
    assert.deepEqual(JSON.parse(inputTemplate.replace("<versionId>", '"3/L4kqtJlcpXroDTDmJ"')), {
      sourceRevisions: [
        {
          actionName: "Revision",
          revisionType: "S3_OBJECT_VERSION_ID",
          revisionValue: "3/L4kqtJlcpXroDTDmJ",
        },
      ],
    });
    assert.deepEqual(only(made, TARGET).dependsOn, [`${ROLE_POLICY}::storefront-trigger`]);
  });

  it("is EventBridge for this rule alone, which may start this pipeline alone", async () => {
    const made = await make(pipeline());
    const trust = only(made, ROLE, "storefront-trigger").inputs["assumeRolePolicy"];
    assert.deepEqual(JSON.parse(trust as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: { ArnEquals: { "aws:SourceArn": "arn:EventRule storefront-trigger" } },
        },
      ],
    });
    const { policy } = only(made, ROLE_POLICY, "storefront-trigger").inputs;
    assert.deepEqual(JSON.parse(policy as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "StartPipeline",
          Effect: "Allow",
          Action: ["codepipeline:StartPipelineExecution"],
          Resource: "arn:Pipeline storefront-pipeline",
        },
      ],
    });
  });
});
