/** A small state as `pulumi stack export` gives it: a service, a network of a plugin, and what names its neighbours. */

export const ACCOUNT = "123456789012";
const ARN = `arn:aws:lambda:eu-west-1:${ACCOUNT}:function`;
const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "v1:c2VjcmV0",
};

export const tags = {
  Project: "shop",
  Stage: "dev",
  Service: "web",
  Role: "web",
  Owner: "team",
  CostCenter: "1000",
  ManagedBy: "multistage",
  Name: "shop-dev-web-web",
};

interface Given {
  readonly parent?: string;
  readonly [property: string]: unknown;
}

/** A resource with the URN its parent's gives it. */
export function made(type: string, name: string, { parent, ...given }: Given = {}): { urn: string } & Given {
  const path =
    parent === undefined || parent === STACK ? "" : `${parent.split("::").slice(2, -1).join("::")}$`;
  const urn = `urn:pulumi:dev::shop::${path}${type}::${name}`;
  return { urn, type, custom: true, parent: parent ?? STACK, ...given };
}

/** Positions as the engine keeps them. */
export function trace(...positions: string[]): object {
  const frames = positions.map((one) => (one === "" ? {} : { sourcePosition: `project:///${one}` }));
  return { stackTrace: frames };
}

export const STACK = "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev";
const identity = { project: "shop", stage: "dev" };
const ownership = { owner: "team", costCenter: "1000" };

export const service = made("multistage:index:ServerlessService", "web", {
  custom: false,
  inputs: { identity: { ...identity, service: "web" }, ownership, environment: SECRET },
  outputs: { functionName: "shop-dev-web-web", arn: `${ARN}:shop-dev-web-web` },
  ...trace("stacks/services.ts#18,7", "", "stacks/index.ts#11,20"),
});
export const network = made("multistage:index:Network", "network", {
  custom: false,
  inputs: { identity, ownership },
  ...trace("stacks/index.ts#10,17"),
});
const vpc = made("awsx:ec2:Vpc", "shop-dev-network", {
  parent: network.urn,
  custom: false,
  ...trace("local/awsx/provider.ts#36,17"),
});

export const resources: readonly Given[] = [
  { urn: STACK, type: "pulumi:pulumi:Stack", custom: false, outputs: {} },
  made("pulumi:providers:awsx", "default", { id: "provider" }),
  service,
  network,
  vpc,
  made("aws:ec2/subnet:Subnet", "private-1", {
    parent: vpc.urn,
    id: "subnet-1",
    inputs: { vpcId: "vpc-1" },
    outputs: {
      arn: `arn:aws:ec2:eu-west-1:${ACCOUNT}:subnet/subnet-1`,
      vpcId: "vpc-1",
      tags: { ...tags, Service: undefined },
    },
    ...trace("local/awsx/vpc.ts#97,20"),
  }),
  made("aws:lambda/function:Function", "web-web", {
    parent: service.urn,
    id: "shop-dev-web-web",
    inputs: { name: "shop-dev-web-web", environment: SECRET },
    outputs: { name: "shop-dev-web-web", arn: `${ARN}:shop-dev-web-web`, environment: SECRET, tags },
    ...trace(
      "components/serverless-service/web-function.ts#50,14",
      "node_modules/x/index.js#1,1",
      "stacks/index.ts#11,20",
    ),
  }),
  made("aws:lambda/alias:Alias", "web-live", {
    parent: service.urn,
    id: `${ARN}:shop-dev-web-web:live`,
    inputs: { name: "live", functionName: "shop-dev-web-web" },
    outputs: { name: "live", functionName: "shop-dev-web-web", arn: `${ARN}:shop-dev-web-web:live` },
  }),
  made("aws:cloudwatch/eventTarget:EventTarget", "web-timer", {
    parent: service.urn,
    id: "timer-web",
    inputs: { arn: `${ARN}:shop-dev-web-web` },
    outputs: { arn: `${ARN}:shop-dev-web-web`, rule: "timer" },
  }),
  made("aws:s3/bucket:Bucket", "uploads", {
    id: "uploads",
    inputs: { bucket: "uploads" },
    outputs: { bucket: "uploads", arn: "arn:aws:s3:::uploads", bucketDomainName: "uploads.s3.amazonaws.com" },
  }),
  made("aws:s3/bucketPolicy:BucketPolicy", "uploads", {
    id: "uploads",
    inputs: { bucket: "uploads" },
    outputs: { bucket: "uploads" },
  }),
  made("aws:sqs/queue:Queue", "old", { id: "https://sqs/old", delete: true, outputs: { name: "jobs" } }),
  made("aws:sqs/queue:Queue", "read", { id: "https://sqs/jobs", external: true, outputs: { name: "jobs" } }),
];

export const state = { deployment: { resources } };
