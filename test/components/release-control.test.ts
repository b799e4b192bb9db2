import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { DeliveryPipeline } from "../../components/delivery-pipeline/delivery-pipeline";
import { isExactly, refusesBadNames } from "./component-tests";
import { make, only } from "./make";
import { ACCOUNT, REGION, value } from "./mocked";
import { refused } from "./refused";
import { control, FUNCTION, FUNCTIONS } from "./release-control";
import { tagsOf } from "./tags-of";
import { takesTags } from "./takes-tags";

const TABLE = "aws:dynamodb/table:Table";
const BUCKET = "aws:s3/bucket:Bucket";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("a release control is refused", () => {
  it("for a service in its identity and days no log is kept, at once", async () => {
    const identity = { project: "shop", stage: "dev", service: "storefront" };
    assert.deepEqual(await refused(control({ identity, logRetentionDays: 31 })), {
      paths: ["identity.service", "logRetentionDays"],
      lines: [
        'identity.service: must be left out, got "storefront"; one release control serves all services of a stage',
        "logRetentionDays: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, " +
          "2192, 2557, 2922, 3288, 3653, got 31; choose one",
      ],
    });
  });

  refusesBadNames(control);
});

describe("a release control", () => {
  const TOKEN = "multistage:index:ReleaseControl";
  const ofFunction = (name: string): readonly (readonly [string, string])[] =>
    [
      "cloudwatch/logGroup:LogGroup",
      "iam/role:Role",
      "iam/rolePolicy:RolePolicy",
      "lambda/function:Function",
    ].map((type) => [`aws:${type}`, `control-${name}`] as const);
  const CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";
  const ofRule = (name: string): readonly (readonly [string, string])[] =>
    [
      "cloudwatch/eventRule:EventRule",
      "lambda/permission:Permission",
      "cloudwatch/eventTarget:EventTarget",
    ].map((type) => [`aws:${type}`, `control-${name}`] as const);
  const children = [
    [BUCKET, "control-artifacts"],
    ["aws:s3/bucketVersioning:BucketVersioning", "control-artifacts"],
    [
      "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
      "control-artifacts",
    ],
    ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", "control-artifacts"],
    ["aws:s3/bucketPolicy:BucketPolicy", "control-artifacts"],
    ["aws:s3/bucketNotification:BucketNotification", "control-artifacts"],
    [TABLE, "control-releases"],
    ["aws:sqs/queue:Queue", "control-lostevents"],
    ...FUNCTIONS.flatMap(ofFunction),
    ...["prepare", "deploy", "release", "events"].map((name) => [CONFIG, `control-${name}`] as const),
    ...["executions", "approvals", "instances", "alarms", "sweep"].flatMap(ofRule),
    ...[...FUNCTIONS.map((name) => `${name}failures`), "lostevents"].map(
      (name) => [ALARM, `control-${name}`] as const,
    ),
  ] as const;

  isExactly(control(), [TOKEN, "control"], children);

  it("is the same functions, roles and rules however many services there are", async () => {
    const [alone, withServices] = [await make(control()), await make(controlWithServices)];
    const ofControl = withServices.declared.filter(({ urn }) =>
      urn.startsWith(`urn:pulumi:stack::project::${TOKEN}`),
    );
    // As JSON: the promises in an archive are never equal.
    assert.deepEqual(JSON.parse(JSON.stringify(ofControl)), JSON.parse(JSON.stringify(alone.declared)));
    const functions = withServices.declared.filter(({ type }) => type === FUNCTION);
    assert.equal(functions.length, 5);
    // The component of each pipeline and its seven resources.
    assert.equal(withServices.declared.length - ofControl.length, 16);
  });

  it("has exactly its tags on everything that takes tags", async () => {
    const { declared } = await make(control());
    const tagged = declared.slice(1).filter(({ type }) => takesTags(type));
    assert.equal(tagged.length, 29);
    for (const { type, name, inputs } of declared.slice(1)) {
      const role = name.replace("control-", "");
      assert.deepEqual(inputs["tags"], takesTags(type) ? tagsOf(role) : undefined, `${type} ${name}`);
    }
  });

  it("tells what others need to know", async () => {
    const { component } = await make(control());
    const { artifactBucketName, artifactBucketArn, tableName, tableArn, functions } = component;
    assert.deepEqual(
      await Promise.all([artifactBucketName, artifactBucketArn, tableName, tableArn].map(value)),
      [
        `shop-dev-artifacts-${ACCOUNT}-${REGION}`,
        "arn:Bucket control-artifacts",
        "shop-dev-releases",
        "arn:Table control-releases",
      ],
    );
    assert.deepEqual(await value(functions), {
      prepare: { name: "shop-dev-prepare", arn: "arn:Function control-prepare" },
      deploy: { name: "shop-dev-deploy", arn: "arn:Function control-deploy" },
      release: { name: "shop-dev-release", arn: "arn:Function control-release" },
      retire: { name: "shop-dev-retire", arn: "arn:Function control-retire" },
    });
  });

  function controlWithServices(
    opts: pulumi.ComponentResourceOptions,
  ): ReturnType<ReturnType<typeof control>> {
    const made = control()(opts);
    for (const service of ["storefront", "storefront-admin"]) {
      const args = {
        identity: { project: "shop", stage: "dev", service },
        ownership: { owner: "web", costCenter: "1000" },
        artifactBucket: { name: made.artifactBucketName, arn: made.artifactBucketArn },
        functions: made.functions,
      };
      new DeliveryPipeline(service, args, opts);
    }
    return made;
  }
});

describe("the artifact bucket", () => {
  it("keeps every version, is encrypted, open to nobody, reached over TLS only, and tells of its uploads", async () => {
    const made = await make(control());
    const bucket = `shop-dev-artifacts-${ACCOUNT}-${REGION}`;
    const inputs = (type: string): unknown => only(made, `aws:s3/${type}`).inputs;
    assert.deepEqual(inputs("bucketVersioning:BucketVersioning"), {
      bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    assert.deepEqual(
      inputs("bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration"),
      { bucket, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    );
    assert.deepEqual(inputs("bucketPublicAccessBlock:BucketPublicAccessBlock"), {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.deepEqual(inputs("bucketNotification:BucketNotification"), { bucket, eventbridge: true });
    const policy = only(made, "aws:s3/bucketPolicy:BucketPolicy");
    assert.equal(policy.inputs["bucket"], bucket);
    assert.deepEqual(JSON.parse(policy.inputs["policy"] as string), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyUnencryptedTransport",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: ["arn:Bucket control-artifacts", "arn:Bucket control-artifacts/*"],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
    assert.deepEqual(policy.dependsOn, [
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock::control-artifacts",
    ]);
  });
});

describe("what a release control keeps", () => {
  for (const [title, protection] of [
    ["goes with the stack", undefined],
    ["goes with the stack when it is not to be protected", false],
    ["cannot be deleted when it is protected", true],
  ] as const) {
    it(title, async () => {
      const made = await make(control({ protection }));
      const protect = protection === true;
      const bucket = only(made, BUCKET);
      assert.deepEqual([bucket.inputs["forceDestroy"], bucket.protect], [!protect, protect]);
      const { inputs, protect: isProtected } = only(made, TABLE);
      assert.deepEqual([inputs["deletionProtectionEnabled"], isProtected], [protect, protect]);
      const others = made.declared.filter(({ type }) => type !== BUCKET && type !== TABLE);
      assert.deepEqual(
        others.filter((one) => one.protect),
        [],
      );
    });
  }

  it("is a table on demand, by service and record, that can be put back to any second", async () => {
    const { tags, ...inputs } = only(await make(control()), TABLE).inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(inputs, {
      name: "shop-dev-releases",
      billingMode: "PAY_PER_REQUEST",
      hashKey: "service",
      rangeKey: "record",
      attributes: [
        { name: "service", type: "S" },
        { name: "record", type: "S" },
      ],
      pointInTimeRecovery: { enabled: true },
      deletionProtectionEnabled: false,
    });
  });
});
