import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { AppSettings } from "../../components/serverless-service/resolve";
import { EGRESS, FUNCTION, guestbook, LOG_GROUP, SECURITY_GROUP, vpc } from "./guestbook";
import { make, only } from "./make";
import { REGION, secretly } from "./mocked";

describe("the role of a serverless service", () => {
  const ownLog = {
    Sid: "WriteOwnLog",
    Effect: "Allow",
    Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
    Resource: "arn:LogGroup guestbook-web:*",
  };
  const joinVpc = {
    Sid: "JoinVpc",
    Effect: "Allow",
    Action: [
      "ec2:AssignPrivateIpAddresses",
      "ec2:CreateNetworkInterface",
      "ec2:DeleteNetworkInterface",
      "ec2:DescribeNetworkInterfaces",
      "ec2:DescribeSubnets",
      "ec2:UnassignPrivateIpAddresses",
    ],
    Resource: "*",
  };

  it("can be taken by Lambda and nobody else", async () => {
    const { inputs } = only(await make(guestbook()), "aws:iam/role:Role");
    assert.equal(inputs["name"], "shop-dev-guestbook-web");
    assert.deepEqual(JSON.parse(inputs["assumeRolePolicy"] as string), {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
      ],
    });
    assert.equal(inputs["managedPolicyArns"], undefined);
  });

  for (const [may, args, statements] of [
    ["write the function's own log and nothing else", {}, [ownLog]],
    ["join the VPC, too, where there is one", { vpc }, [ownLog, joinVpc]],
  ] as const) {
    it(`may ${may}`, async () => {
      const { inputs } = only(await make(guestbook(args)), "aws:iam/rolePolicy:RolePolicy");
      assert.deepEqual(
        { ...inputs, policy: JSON.parse(inputs["policy"] as string) as unknown },
        {
          name: "shop-dev-guestbook-web",
          role: "shop-dev-guestbook-web",
          policy: { Version: "2012-10-17", Statement: statements },
        },
      );
    });
  }
});

describe("the function of a serverless service", () => {
  const adapter = {
    AWS_LAMBDA_EXEC_WRAPPER: "/opt/bootstrap",
    AWS_LWA_ASYNC_INIT: "true",
    AWS_LWA_PORT: "8080",
    AWS_LWA_READINESS_CHECK_PATH: "/health",
  };
  const layer = (name: string): string => `arn:aws:lambda:${REGION}:753240598075:layer:${name}:30`;

  it("with nothing but a runtime has every default, publishes its versions and writes into its own log", async () => {
    const { code, tags, ...inputs } = only(await make(guestbook()), FUNCTION).inputs;
    assert.ok(code instanceof pulumi.asset.FileArchive);
    assert.equal(await code.path, "guestbook.zip");
    assert.notEqual(tags, undefined);
    assert.deepEqual(inputs, {
      name: "shop-dev-guestbook-web",
      role: "arn:Role guestbook-web",
      runtime: "python3.13",
      architectures: ["arm64"],
      handler: "run.sh",
      layers: [layer("LambdaAdapterLayerArm64")],
      memorySize: 512,
      timeout: 29,
      environment: { variables: adapter },
      loggingConfig: { logFormat: "Text", logGroup: "/aws/lambda/shop-dev-guestbook-web" },
      publish: true,
    });
  });

  it("has every setting that is given", async () => {
    const app: AppSettings = {
      runtime: "nodejs24.x",
      startCommand: "bin/start.sh",
      port: 8000,
      healthPath: "/up",
      architecture: "x86_64",
      memoryMiB: 1024,
      timeoutSeconds: 10,
      logRetentionDays: 365,
    };
    const made = await make(guestbook({ app }));
    const { inputs } = only(made, FUNCTION);
    assert.deepEqual(
      [inputs["runtime"], inputs["handler"], inputs["architectures"], inputs["layers"]],
      ["nodejs24.x", "bin/start.sh", ["x86_64"], [layer("LambdaAdapterLayerX86")]],
    );
    assert.deepEqual([inputs["memorySize"], inputs["timeout"]], [1024, 10]);
    assert.deepEqual(inputs["environment"], {
      variables: { ...adapter, AWS_LWA_PORT: "8000", AWS_LWA_READINESS_CHECK_PATH: "/up" },
    });
    for (const name of ["guestbook-web", "guestbook-api"]) {
      assert.equal(only(made, LOG_GROUP, name).inputs["retentionInDays"], 365);
    }
  });

  it("has the app's variables beside the adapter's", async () => {
    const { inputs } = only(await make(guestbook({ environment: { DEBUG: "0" } })), FUNCTION);
    assert.deepEqual(inputs["environment"], { variables: { DEBUG: "0", ...adapter } });
  });

  it("has the adapter's variables as the settings say, whatever the app's say", async () => {
    const environment = { AWS_LWA_PORT: "9999" };
    assert.deepEqual(only(await make(guestbook({ environment })), FUNCTION).inputs["environment"], {
      variables: adapter,
    });
  });

  it("keeps a secret variable a secret on its way to the engine", async () => {
    const environment = { DEBUG: "0", SECRET_KEY: pulumi.secret("hush") };
    const { inputs } = only(await make(guestbook({ environment })), FUNCTION);
    assert.deepEqual(
      inputs["environment"],
      secretly({ variables: { DEBUG: "0", SECRET_KEY: "hush", ...adapter } }),
    );
  });

  it("waits for the policy of its role", async () => {
    assert.deepEqual(only(await make(guestbook()), FUNCTION).dependsOn, [
      "aws:iam/rolePolicy:RolePolicy::guestbook-web",
    ]);
  });

  it("lives in the given subnets, in a group of its own that lets it out and nobody in", async () => {
    const made = await make(guestbook({ vpc }));
    assert.deepEqual(only(made, FUNCTION).inputs["vpcConfig"], {
      subnetIds: ["subnet-12345678"],
      securityGroupIds: ["id:SecurityGroup guestbook-web"],
    });
    const { tags: groupTags, ...group } = only(made, SECURITY_GROUP).inputs;
    const { tags: ruleTags, ...rule } = only(made, EGRESS).inputs;
    assert.deepEqual(groupTags, ruleTags);
    assert.deepEqual(group, {
      name: "shop-dev-guestbook-web",
      description: "Web function: out anywhere, in from nowhere",
      vpcId: "vpc-12345678",
    });
    assert.deepEqual(rule, {
      securityGroupId: "id:SecurityGroup guestbook-web",
      description: "Out anywhere",
      ipProtocol: "-1",
      cidrIpv4: "0.0.0.0/0",
    });
  });

  it("has a log group with the name Lambda would give it", async () => {
    const { tags, ...inputs } = only(await make(guestbook()), LOG_GROUP, "guestbook-web").inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(inputs, { name: "/aws/lambda/shop-dev-guestbook-web", retentionInDays: 30 });
  });
});
