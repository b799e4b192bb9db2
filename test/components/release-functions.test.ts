import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { FUNCTION_NAMES, functionArchives } from "../../components/release-control/bundle";
import { Refusal } from "../../refusal/refusal";
import { ROOT } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";
import { functionPolicy } from "../../components/release-control/iam";
import { make, only, type Made } from "./make";
import { ACCOUNT, REGION } from "./mocked";
import { control, FUNCTION, FUNCTIONS } from "./release-control";
import { tagsOf } from "./tags-of";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const ZONE_ARN = "arn:aws:route53:::hostedzone/Z0123456789ABCDEFGHIJ";

/** The one file of an archive. */
async function fileOf(archive: unknown): Promise<string> {
  assert.ok(archive instanceof pulumi.asset.AssetArchive);
  const assets = await archive.assets;
  assert.deepEqual(Object.keys(assets), ["index.js"]);
  const asset = assets["index.js"];
  assert.ok(asset instanceof pulumi.asset.FileAsset);
  return asset.path;
}

describe("the functions' code", () => {
  it("is refused where nothing was built, with what to run", () => {
    const folder = temporaryFolder();
    assert.throws(
      () => functionArchives(folder),
      new Refusal({
        property: "dist/runtime/release",
        rule: "the functions' built code",
        got: `nothing above ${folder}`,
        remedy: "run npm run build",
      }),
    );
  });

  it("is refused where some of it is missing, with everything that is", () => {
    const folder = temporaryFolder();
    for (const name of ["prepare", "deploy", "events"]) {
      mkdirSync(join(folder, "dist/runtime/release", name), { recursive: true });
      if (name !== "events") writeFileSync(join(folder, "dist/runtime/release", name, "index.js"), "");
    }
    assert.throws(
      () => functionArchives(join(folder, "dist/components/release-control")),
      (error) => {
        assert.ok(error instanceof Refusal);
        assert.deepEqual(
          error.message.split("\n"),
          ["release", "retire", "events"].map(
            (name) =>
              `dist/runtime/release/${name}/index.js: must be the functions' built code, got nothing; ` +
              "run npm run build",
          ),
        );
        return true;
      },
    );
  });

  it("is found from the sources, from the program in memory and from the npm package", async () => {
    for (const from of ["components/release-control", "stacks", "dist/components/release-control"]) {
      const { retire } = functionArchives(join(ROOT, from));
      assert.equal(await fileOf(retire), join(ROOT, "dist/runtime/release/retire/index.js"), from);
    }
  });

  it("is one handler for each function, and no handler nobody calls", () => {
    const handlers = readdirSync(join(ROOT, "runtime/release/handlers")).map((file) =>
      file.replace(".ts", ""),
    );
    assert.deepEqual(handlers.sort(), [...FUNCTION_NAMES].sort());
  });
});

describe("the functions of a release control", () => {
  for (const name of FUNCTIONS) {
    it(`(${name}) run their bundle on Node.js 22, write into their own log and wait for their policy`, async () => {
      const made = await make(control({ logRetentionDays: 7 }));
      const { inputs, dependsOn } = only(made, FUNCTION, `control-${name}`);
      const { code, tags, ...rest } = inputs;
      assert.notEqual(tags, undefined);
      assert.equal(await fileOf(code), join(ROOT, "dist/runtime/release", name, "index.js"));
      assert.deepEqual(rest, {
        name: `shop-dev-${name}`,
        role: `arn:Role control-${name}`,
        runtime: "nodejs22.x",
        architectures: ["arm64"],
        handler: "index.handler",
        memorySize: 256,
        timeout: 60,
        environment: { variables: { MULTISTAGE_PROJECT: "shop", MULTISTAGE_STAGE: "dev" } },
        loggingConfig: { logFormat: "Text", logGroup: `/aws/lambda/shop-dev-${name}` },
      });
      assert.deepEqual(dependsOn, [`aws:iam/rolePolicy:RolePolicy::control-${name}`]);
      const { tags: logTags, ...log } = only(
        made,
        "aws:cloudwatch/logGroup:LogGroup",
        `control-${name}`,
      ).inputs;
      assert.notEqual(logTags, undefined);
      assert.deepEqual(log, { name: `/aws/lambda/shop-dev-${name}`, retentionInDays: 7 });
    });

    it(`(${name}) have a role Lambda alone can take`, async () => {
      const { inputs } = only(await make(control()), "aws:iam/role:Role", `control-${name}`);
      assert.equal(inputs["name"], `shop-dev-${name}`);
      assert.deepEqual(JSON.parse(inputs["assumeRolePolicy"] as string), {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
        ],
      });
    });

    it(`(${name}) have what they may do in one policy of their own`, async () => {
      const { inputs } = only(await make(control()), "aws:iam/rolePolicy:RolePolicy", `control-${name}`);
      const { policy, ...rest } = inputs;
      assert.deepEqual(rest, { name: `shop-dev-${name}`, role: `shop-dev-${name}` });
      const place = { partition: "aws", accountId: ACCOUNT, region: REGION };
      const expected = functionPolicy(
        { name, logGroupArn: `arn:LogGroup control-${name}` },
        {
          stage: { project: "shop", stage: "dev" },
          place,
          otherLoadBalancerArns: [],
          lostEventsArn: "arn:Queue control-lostevents",
          inNetwork: false,
        },
      );
      assert.deepEqual(JSON.parse(policy as string), expected);
    });

    it(`(${name}) know the zone of the instances' names where there is one`, async () => {
      const zone = { id: "Z0123456789ABCDEFGHIJ", arn: ZONE_ARN, domain: "dev.shop.internal" };
      const made = await make(control({ zone }));
      assert.deepEqual(only(made, FUNCTION, `control-${name}`).inputs["environment"], {
        variables: {
          MULTISTAGE_PROJECT: "shop",
          MULTISTAGE_STAGE: "dev",
          MULTISTAGE_ZONE_ID: "Z0123456789ABCDEFGHIJ",
        },
      });
      const { policy } = only(made, "aws:iam/rolePolicy:RolePolicy", `control-${name}`).inputs;
      assert.equal((policy as string).includes(ZONE_ARN), name === "events");
    });
  }

  describe("in the network", () => {
    const network = { vpcId: "vpc-12345678", subnetIds: ["subnet-1", "subnet-2"], previewPort: 8080 };
    const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
    const ports = ({ declared }: Made<unknown>): unknown[] =>
      declared
        .filter(({ type }) => type === EGRESS)
        .map(({ inputs }) => [
          inputs["ipProtocol"],
          inputs["fromPort"],
          inputs["toPort"],
          inputs["cidrIpv4"],
        ]);

    it("are nowhere but for deploy, which is let out to AWS and the preview alone, and nobody in", async () => {
      const made = await make(control({ network }));
      for (const name of FUNCTIONS) {
        const { vpcConfig } = only(made, FUNCTION, `control-${name}`).inputs;
        const expected = {
          subnetIds: ["subnet-1", "subnet-2"],
          securityGroupIds: ["id:SecurityGroup control-deploy"],
        };
        assert.deepEqual(vpcConfig, name === "deploy" ? expected : undefined);
      }
      const { tags, ...group } = only(made, "aws:ec2/securityGroup:SecurityGroup").inputs;
      assert.deepEqual(tags, tagsOf("deploy"));
      assert.deepEqual(group, {
        name: "shop-dev-deploy",
        description: "Function deploy: out to AWS and the preview, in from nowhere",
        vpcId: "vpc-12345678",
      });
      assert.deepEqual(ports(made), [
        ["tcp", 443, 443, "0.0.0.0/0"],
        ["tcp", 8080, 8080, "0.0.0.0/0"],
      ]);
      assert.deepEqual(
        made.declared.filter(({ type }) => type.includes("Ingress")),
        [],
      );
    });

    it("need one way out where the preview is on the port of AWS", async () => {
      const made = await make(control({ network: { ...network, previewPort: 443 } }));
      assert.deepEqual(ports(made), [["tcp", 443, 443, "0.0.0.0/0"]]);
    });
  });

  const CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig";

  it("are called once by an event, and again by a job that got no answer while the pipeline waits for one", async () => {
    const made = await make(control());
    for (const name of ["prepare", "deploy", "release"])
      assert.deepEqual(only(made, CONFIG, `control-${name}`).inputs, {
        functionName: `shop-dev-${name}`,
        maximumRetryAttempts: 2,
        maximumEventAgeInSeconds: 1200,
      });
    const { maximumRetryAttempts } = only(made, CONFIG, "control-events").inputs;
    assert.equal(maximumRetryAttempts, 0);
  });

  it("keep of events what was lost; of jobs nothing, as they hold credentials", async () => {
    const made = await make(control());
    for (const name of ["prepare", "deploy", "release"])
      assert.equal("destinationConfig" in only(made, CONFIG, `control-${name}`).inputs, false);
    assert.deepEqual(only(made, CONFIG, "control-events").inputs, {
      functionName: "shop-dev-events",
      maximumRetryAttempts: 0,
      maximumEventAgeInSeconds: 60,
      destinationConfig: { onFailure: { destination: "arn:Queue control-lostevents" } },
    });
    const { tags, ...queue } = only(made, "aws:sqs/queue:Queue").inputs;
    assert.deepEqual(tags, tagsOf("lostevents"));
    assert.deepEqual(queue, {
      name: "shop-dev-lostevents",
      messageRetentionSeconds: 1_209_600,
      sqsManagedSseEnabled: true,
    });
  });

  it("are watched themselves: a step that fails once, events that fail three times in five minutes", async () => {
    const made = await make(control({ alarmTopicArn: "arn:topic" }));
    const metric = (name: string, metricName: string) => ({
      namespace: "AWS/Lambda",
      metricName,
      dimensions: { FunctionName: `shop-dev-${name}` },
      period: 60,
      stat: "Sum",
    });
    for (const name of FUNCTIONS) {
      const { inputs } = only(made, ALARM, `control-${name}failures`);
      assert.deepEqual(inputs, {
        name: `shop-dev-${name}failures`,
        alarmDescription: `The function ${name} of release control fails, or is not let run`,
        metricQueries: [
          {
            id: "failures",
            expression: "FILL(errors, 0) + FILL(throttles, 0)",
            label: "failures",
            returnData: true,
          },
          { id: "errors", metric: metric(name, "Errors") },
          { id: "throttles", metric: metric(name, "Throttles") },
        ],
        comparisonOperator: "GreaterThanThreshold",
        threshold: 0,
        evaluationPeriods: name === "events" ? 5 : 1,
        datapointsToAlarm: name === "events" ? 3 : 1,
        treatMissingData: "notBreaching",
        alarmActions: ["arn:topic"],
        tags: tagsOf(`${name}failures`),
      });
    }
    const { inputs } = only(made, ALARM, "control-lostevents");
    assert.deepEqual(
      [inputs["namespace"], inputs["metricName"], inputs["dimensions"], inputs["alarmActions"]],
      ["AWS/SQS", "NumberOfMessagesSent", { QueueName: "shop-dev-lostevents" }, ["arn:topic"]],
    );
  });

  it("have alarms that tell nobody where nobody is to be told", async () => {
    const { inputs } = only(await make(control()), ALARM, "control-deployfailures");
    assert.equal("alarmActions" in inputs, false);
  });
});
