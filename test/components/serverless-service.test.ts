import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { AppSettings } from "../../components/serverless-service/resolve";
import {
  ServerlessService,
  type ServerlessServiceArgs,
} from "../../components/serverless-service/serverless-service";
import { Refusal, shown } from "../../refusal/refusal";
import { make, only, REGION, secretly, value } from "./mocked";
import { refused } from "./refused";
import { takesTags } from "./takes-tags";

const FUNCTION = "aws:lambda/function:Function";
const SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

const common: ServerlessServiceArgs = {
  identity: { project: "shop", stage: "dev", service: "guestbook" },
  ownership: { owner: "web", costCenter: "1000" },
  app: { runtime: "python3.13" },
  code: new pulumi.asset.FileArchive("guestbook.zip"),
};
const vpc = { vpcId: "vpc-12345678", subnetIds: ["subnet-12345678"] };
const service =
  (args: Partial<ServerlessServiceArgs> = {}) =>
  (opts: object): ServerlessService =>
    new ServerlessService("guestbook", { ...common, ...args }, opts);
const withApp = (app: Partial<Record<keyof AppSettings, unknown>>): ReturnType<typeof service> =>
  service({ app: { ...common.app, ...app } as AppSettings });

describe("a serverless service is refused", () => {
  it("for every setting that is out of its range, at once", async () => {
    const app = {
      runtime: "python3.8",
      startCommand: "/run.sh",
      port: 80,
      healthPath: "health",
      architecture: "arm",
      memoryMiB: 10_241,
      timeoutSeconds: 30,
      logRetentionDays: 31,
    };
    const { paths, lines } = await refused(withApp(app));
    assert.deepEqual(lines, [
      "app.runtime: must be one of python3.12, python3.13, python3.14, nodejs22.x, nodejs24.x, " +
        'got "python3.8"; choose one',
      'app.startCommand: must be a file inside the artifact, without a leading slash, got "/run.sh"; ' +
        "name the script that starts the app",
      "app.port: must be a whole number from 1024 to 65535, not 3000 or 9001, got 80; use 8080",
      'app.healthPath: must be a path that begins with a slash, got "health"; use /health',
      'app.architecture: must be one of arm64, x86_64, got "arm"; choose one',
      "app.memoryMiB: must be a whole number from 128 to 10240, got 10241; use 512",
      "app.timeoutSeconds: must be a whole number from 1 to 29, got 30; an HTTP API ends every request after 30 s",
      "app.logRetentionDays: must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, " +
        "1827, 2192, 2557, 2922, 3288, 3653, got 31; choose one",
    ]);
    assert.deepEqual(
      paths,
      Object.keys(app).map((setting) => `app.${setting}`),
    );
  });

  const bad: readonly (readonly [setting: keyof AppSettings, ...values: unknown[]])[] = [
    ["runtime", undefined, null, "Python3.13"],
    ["startCommand", "", "../run.sh", "bin/../../run.sh", "bin/..", "bin//run.sh", "run.sh ", "./run.sh"],
    ["port", 1023, 65_536, 3000, 9001, 8080.5, Number.NaN, "8080"],
    ["healthPath", "", "health", "/a b", "/a?b", "/a#b", "/a\n"],
    ["architecture", "ARM64", ""],
    ["memoryMiB", 127, 10_241, 512.5, Number.POSITIVE_INFINITY, "512"],
    ["timeoutSeconds", 0, 30, 1.5],
    ["logRetentionDays", 0, 2, 10_000],
  ];
  for (const [setting, ...values] of bad) {
    for (const one of values) {
      it(`for the ${setting} ${shown(one)}`, async () => {
        assert.deepEqual((await refused(withApp({ [setting]: one }))).paths, [`app.${setting}`]);
      });
    }
  }

  it("without a service in its identity, together with what else is wrong", async () => {
    const args = { identity: { project: "shop", stage: "dev" }, app: { ...common.app, port: 1 } };
    assert.deepEqual((await refused(service(args))).lines, [
      "identity.service: must be given, got nothing; name the service",
      "app.port: must be a whole number from 1024 to 65535, not 3000 or 9001, got 1; use 8080",
    ]);
  });

  it("for an identity or an ownership that gives no names and tags", async () => {
    const args = {
      identity: { project: "Shop", stage: "dev", service: "guestbook" },
      ownership: { owner: "R&D", costCenter: "1000" },
    };
    await assert.rejects(make(service(args)), (error) => {
      assert.ok(error instanceof Refusal);
      assert.deepEqual(
        error.problems.map(({ property }) => property),
        ["project", "owner"],
      );
      return true;
    });
  });
});

describe("the settings of a serverless service", () => {
  const good: readonly (readonly [setting: keyof AppSettings, ...values: unknown[]])[] = [
    ["startCommand", "a", "bin/start.sh", "node_modules/.bin/next", "a..b/c"],
    ["port", 1024, 2999, 3001, 65_535],
    ["healthPath", "/", "/a/b.c~d"],
    ["architecture", "arm64", "x86_64"],
    ["memoryMiB", 128, 10_240],
    ["timeoutSeconds", 1, 29],
    ["logRetentionDays", 1, 3653],
  ];
  for (const [setting, ...values] of good) {
    it(`may have the ${setting} ${values.join(" or ")}`, async () => {
      for (const one of values) await make(withApp({ [setting]: one }));
    });
  }
});

const URN = "urn:pulumi:stack::project::multistage:index:ServerlessService";
const outsideVpc = [
  [LOG_GROUP, "guestbook-web"],
  ["aws:iam/role:Role", "guestbook-web"],
  ["aws:iam/rolePolicy:RolePolicy", "guestbook-web"],
  [FUNCTION, "guestbook-web"],
  ["aws:lambda/alias:Alias", "guestbook-live"],
  ["aws:apigatewayv2/api:Api", "guestbook-api"],
  ["aws:apigatewayv2/integration:Integration", "guestbook-api"],
  ["aws:apigatewayv2/route:Route", "guestbook-api"],
  [LOG_GROUP, "guestbook-api"],
  ["aws:apigatewayv2/stage:Stage", "guestbook-api"],
  ["aws:lambda/permission:Permission", "guestbook-api"],
] as const;
const insideVpc = [
  ...outsideVpc.slice(0, 3),
  [SECURITY_GROUP, "guestbook-web"],
  [EGRESS, "guestbook-web-out"],
  ...outsideVpc.slice(3),
] as const;

for (const [where, args, children] of [
  ["outside a VPC", {}, outsideVpc],
  ["inside a VPC", { vpc }, insideVpc],
] as const) {
  describe(`a serverless service ${where}`, () => {
    it("is exactly these resources, all of them below it", async () => {
      const { declared } = await make(service(args));
      assert.deepEqual(
        declared.map(({ urn }) => urn),
        [`${URN}::guestbook`, ...children.map(([type, name]) => `${URN}$${type}::${name}`)],
      );
    });

    it("is the same resources in a preview, where nothing has an id yet", async () => {
      const { declared } = await make(service(args), { preview: true });
      assert.deepEqual(
        declared.slice(1).map(({ type, name }) => [type, name]),
        children.map((child) => [...child]),
      );
    });

    it("has exactly its tags on everything that takes tags", async () => {
      const { declared } = await make(service(args));
      const shared = { Project: "shop", Stage: "dev", Service: "guestbook" };
      const owned = { Owner: "web", CostCenter: "1000", ManagedBy: "multistage" };
      const tagged = declared.slice(1).filter(({ type }) => takesTags(type));
      assert.ok(tagged.length >= 6);
      for (const { type, name, inputs } of declared.slice(1)) {
        const role = name.endsWith("-api") ? "api" : "web";
        const expected = { ...shared, Role: role, ...owned, Name: `shop-dev-guestbook-${role}` };
        assert.deepEqual(inputs["tags"], takesTags(type) ? expected : undefined, `${type} ${name}`);
      }
    });
  });
}

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
    const { inputs } = only(await make(service()), "aws:iam/role:Role");
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
      const { inputs } = only(await make(service(args)), "aws:iam/rolePolicy:RolePolicy");
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
    const { code, tags, ...inputs } = only(await make(service()), FUNCTION).inputs;
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
    const made = await make(service({ app }));
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
    const { inputs } = only(await make(service({ environment: { DEBUG: "0" } })), FUNCTION);
    assert.deepEqual(inputs["environment"], { variables: { DEBUG: "0", ...adapter } });
  });

  it("keeps a secret variable a secret on its way to the engine", async () => {
    const environment = { DEBUG: "0", SECRET_KEY: pulumi.secret("hush") };
    const { inputs } = only(await make(service({ environment })), FUNCTION);
    assert.deepEqual(
      inputs["environment"],
      secretly({ variables: { DEBUG: "0", SECRET_KEY: "hush", ...adapter } }),
    );
  });

  it("waits for the policy of its role", async () => {
    assert.deepEqual(only(await make(service()), FUNCTION).dependsOn, [
      "aws:iam/rolePolicy:RolePolicy::guestbook-web",
    ]);
  });

  it("lives in the given subnets, in a group of its own that lets it out and nobody in", async () => {
    const made = await make(service({ vpc }));
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
    const { tags, ...inputs } = only(await make(service()), LOG_GROUP, "guestbook-web").inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(inputs, { name: "/aws/lambda/shop-dev-guestbook-web", retentionInDays: 30 });
  });
});

describe("the way to a serverless service", () => {
  it("leads over the alias live, which stands on the published version", async () => {
    // Anything more among these inputs would be sent with every later change and undo a release.
    assert.deepEqual(only(await make(service()), "aws:lambda/alias:Alias").inputs, {
      name: "live",
      functionName: "shop-dev-guestbook-web",
      functionVersion: "7",
    });
  });

  it("is an HTTP API that hands every request to the alias", async () => {
    const made = await make(service());
    const { tags, ...api } = only(made, "aws:apigatewayv2/api:Api").inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(api, { name: "shop-dev-guestbook-api", protocolType: "HTTP" });
    assert.deepEqual(only(made, "aws:apigatewayv2/integration:Integration").inputs, {
      apiId: "id:Api guestbook-api",
      integrationType: "AWS_PROXY",
      integrationUri: "arn:invoke-alias",
      payloadFormatVersion: "2.0",
    });
    assert.deepEqual(only(made, "aws:apigatewayv2/route:Route").inputs, {
      apiId: "id:Api guestbook-api",
      routeKey: "$default",
      target: "integrations/id:Integration guestbook-api",
    });
  });

  it("is open to this API alone, and to the alias alone", async () => {
    assert.deepEqual(only(await make(service()), "aws:lambda/permission:Permission").inputs, {
      action: "lambda:InvokeFunction",
      function: "shop-dev-guestbook-web",
      qualifier: "live",
      principal: "apigateway.amazonaws.com",
      sourceArn: "arn:execution-of-api/*/*",
    });
  });

  it("is deployed by itself and logs every request, with nothing a user sent but the path", async () => {
    const made = await make(service());
    const { tags, accessLogSettings, ...stage } = only(made, "aws:apigatewayv2/stage:Stage").inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(stage, { apiId: "id:Api guestbook-api", name: "$default", autoDeploy: true });
    const { format, destinationArn } = accessLogSettings as { format: string; destinationArn: string };
    assert.equal(destinationArn, "arn:LogGroup guestbook-api");
    assert.deepEqual(JSON.parse(format), {
      requestId: "$context.requestId",
      time: "$context.requestTime",
      ip: "$context.identity.sourceIp",
      method: "$context.httpMethod",
      path: "$context.path",
      status: "$context.status",
      bytes: "$context.responseLength",
      milliseconds: "$context.responseLatency",
      error: "$context.integrationErrorMessage",
    });
    assert.equal(
      only(made, LOG_GROUP, "guestbook-api").inputs["name"],
      "/aws/vendedlogs/apis/shop-dev-guestbook-api",
    );
  });

  it("is told by the component", async () => {
    const { component } = await make(service());
    const { url, functionName, version, aliasArn, logGroupName } = component;
    assert.deepEqual(await Promise.all([url, functionName, version, aliasArn, logGroupName].map(value)), [
      "https://api.example",
      "shop-dev-guestbook-web",
      "7",
      "arn:Alias guestbook-live",
      "/aws/lambda/shop-dev-guestbook-web",
    ]);
  });
});
