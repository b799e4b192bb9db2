/** The services of a stage, exported. */
import { arn, REGION, SECRET, type Make, type Properties } from "./exported-resources";
import type { BlueGreenOptions } from "./exported-stage";

export function blueGreenService(make: Make, options: BlueGreenOptions): void {
  const {
    name: service,
    priority = 1,
    weights = [100, 0],
    instances = [0, 0],
    hosts,
    approval,
    alarms = 0,
  } = options;
  const settings = { priority, sizes: { min: 2, max: 6 } };
  const layer = make.component(
    "multistage:index:BlueGreenService",
    service,
    { serving: "blue", productUrl: "http://shop.example.com" },
    { settings },
  );
  const groupArn = (colour: string): string => {
    return arn("elasticloadbalancing", `targetgroup/${make.name(service, "fleet", colour)}/0123456789abcdef`);
  };
  for (const [index, colour] of ["blue", "green"].entries()) {
    const whose = { role: "fleet", service, colour };
    const name = make.name(service, "fleet", colour);
    make.aws(
      layer,
      "aws:lb/targetGroup:TargetGroup",
      name,
      { arn: groupArn(colour), name, port: 8080 },
      whose,
    );
    const type = { name, instanceType: options.instanceType ?? "t4g.small" };
    make.aws(layer, "aws:ec2/launchTemplate:LaunchTemplate", name, type, whose);
    const count = instances[index] ?? 0;
    const outputs = {
      name,
      minSize: count === 0 ? 0 : 2,
      maxSize: count === 0 ? 0 : 6,
      desiredCapacity: count,
      vpcZoneIdentifiers: ["subnet-private-0", "subnet-private-1"],
      targetGroupArns: [groupArn(colour)],
      // A list here, and copied to the instances.
      tags: Object.entries(make.tags(whose)).map(([key, value]) => ({ key, value, propagateAtLaunch: true })),
    };
    make.aws(layer, "aws:autoscaling/group:Group", name, outputs);
  }
  const conditions =
    hosts === undefined ? [{ pathPattern: { values: ["/*"] } }] : [{ hostHeader: { values: hosts } }];
  const forward = (groups: readonly (readonly [string, number])[]): Properties[] => [
    {
      type: "forward",
      forward: {
        stickiness: { enabled: false, duration: 3600 },
        targetGroups: groups.map(([colour, weight]) => ({ arn: groupArn(colour), weight })),
      },
    },
  ];
  const both = forward([
    ["blue", weights[0]],
    ["green", weights[1]],
  ]);
  const idle = forward(
    weights[0] >= weights[1]
      ? [
          ["blue", 0],
          ["green", 100],
        ]
      : [
          ["blue", 100],
          ["green", 0],
        ],
  );
  const rule = "aws:lb/listenerRule:ListenerRule";
  for (const [role, actions] of [
    ["product", both],
    ["preview", idle],
  ] as const)
    make.aws(layer, rule, `${service}-${role}`, { priority, conditions, actions }, { role, service });
  for (let index = 0; index < alarms; index += 1) {
    const outputs = { name: make.name(service, `alarm-${index}`) };
    make.aws(layer, "aws:cloudwatch/metricAlarm:MetricAlarm", `${service}-${index}`, outputs, {
      role: "errors",
      service,
    });
  }
  pipeline(make, service, approval === true);
}

function pipeline(make: Make, service: string, approval: boolean): void {
  const name = make.name(service, "pipeline");
  const layer = make.component("multistage:index:DeliveryPipeline", service, { pipelineName: name });
  const step = (action: string, runOrder: number): Properties => {
    return { name: action, runOrder, category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" };
  };
  const approve = { ...step("Approve", 4), category: "Approval", provider: "Manual" };
  const source = { ...step("Revision", 1), category: "Source", provider: "S3" };
  const stages = [
    { name: "Source", actions: [source] },
    // Out of order: runOrder says it.
    {
      name: "Release",
      actions: [step("Release", 5), step("Prepare", 1), step("Deploy", 2), ...(approval ? [approve] : [])],
    },
  ];
  const outputs = { name, arn: arn("codepipeline", name), pipelineType: "V2", stages };
  make.aws(layer, "aws:codepipeline/pipeline:Pipeline", service, outputs, { role: "pipeline", service });
}

export function serverlessService(make: Make, service: string): void {
  const name = make.name(service, "web");
  const url = `https://oxugbqrmlc.execute-api.${REGION}.amazonaws.com`;
  const layer = make.component("multistage:index:ServerlessService", service, {
    url,
    functionName: name,
    aliasArn: arn("lambda", `function:${name}:live`),
    version: "1",
  });
  const whose = { role: "web", service };
  const fn = {
    name,
    runtime: "python3.13",
    architectures: ["arm64"],
    memorySize: 512,
    environment: { variables: SECRET },
    version: "1",
  };
  make.aws(layer, "aws:lambda/function:Function", `${service}-web`, fn, whose);
  const alias = { name: "live", functionName: name, functionVersion: "1" };
  make.aws(layer, "aws:lambda/alias:Alias", `${service}-live`, alias);
  const api = { name: make.name(service, "api"), apiEndpoint: url, protocolType: "HTTP" };
  make.aws(layer, "aws:apigatewayv2/api:Api", `${service}-api`, api, { role: "api", service });
}
