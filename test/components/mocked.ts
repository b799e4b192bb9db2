/** The engine, mocked: what reaches it is kept, and every resource gets the outputs tests ask for. */
import * as pulumi from "@pulumi/pulumi";

/** Inputs by `<type> <name>`, as they reach the engine; what is secret is wrapped (`secretly`). */
export type Reached = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

export const REGION = "eu-west-1";
export const ACCOUNT = "123456789012";

/** What the functions of the provider answer, by token; a function goes by what it is asked. */
export type Answers = Readonly<Record<string, Answer | ((asked: Answer) => Answer)>>;
type Answer = Readonly<Record<string, unknown>>;

const ANSWERS: Answers = {
  "aws:index/getCallerIdentity:getCallerIdentity": { accountId: ACCOUNT },
  "aws:index/getPartition:getPartition": { partition: "aws" },
  "aws:index/getRegion:getRegion": { region: REGION },
  "aws:ssm/getParametersByPath:getParametersByPath": { names: [], values: [] },
  "aws:ec2/getVpc:getVpc": ({ id }) => ({ id, enableDnsHostnames: true, enableDnsSupport: true }),
  // Each subnet in a zone of its own.
  "aws:ec2/getSubnet:getSubnet": ({ id }) => ({ id, vpcId: "vpc-12345678", availabilityZone: id }),
};

/** What a mocked resource of a type gets besides its inputs. */
const COMPUTED: Readonly<Record<string, Record<string, unknown>>> = {
  "aws:apigatewayv2/api:Api": { apiEndpoint: "https://api.example", executionArn: "arn:execution-of-api" },
  "aws:lambda/alias:Alias": { invokeArn: "arn:invoke-alias" },
  "aws:lambda/function:Function": { version: "7", invokeArn: "arn:invoke-function" },
  "aws:ec2/launchTemplate:LaunchTemplate": { latestVersion: 3 },
  "aws:lb/loadBalancer:LoadBalancer": { dnsName: "alb.example", zoneId: "zone-of-alb" },
  "aws:route53/zone:Zone": { zoneId: "zone-made" },
  "awsx:ec2:Vpc": {
    vpcId: "vpc-made",
    publicSubnetIds: ["subnet-public"],
    privateSubnetIds: ["subnet-private"],
    routeTables: [{ id: "rtb-public" }, { id: "rtb-private" }],
    eips: [{ publicIp: "203.0.113.7" }, { publicIp: "203.0.113.8" }, { publicIp: "203.0.113.9" }],
  },
};

/** Runs with the mocks, which are gone afterwards; `run` waits for everything it makes. */
export async function mocked<T>(
  run: (reached: Reached) => Promise<T>,
  { preview = false, answers = {} }: { readonly preview?: boolean; readonly answers?: Answers } = {},
): Promise<T> {
  const reached = new Map<string, Record<string, unknown>>();
  const mocks: pulumi.runtime.Mocks = {
    newResource: (args) => {
      const { type, name } = args;
      const given = args.inputs as Record<string, unknown>;
      reached.set(`${type} ${name}`, given);
      // In a preview nothing has an id, an ARN or any other computed output yet.
      if (preview) return { id: "", state: given };
      const short = `${type.split(":").at(-1) ?? ""} ${name}`;
      if (type === "aws:acm/certificate:Certificate")
        return { id: `id:${short}`, state: certificate(given, short) };
      const computed = { arn: `arn:${short}`, arnSuffix: `suffix:${short}`, ...COMPUTED[type] };
      return { id: `id:${short}`, state: { ...given, ...computed } };
    },
    call: ({ token, inputs }) => {
      const answer = answers[token] ?? ANSWERS[token];
      if (answer === undefined) throw new Error(`nobody expected a call of ${token}`);
      return typeof answer === "function" ? answer(inputs as Answer) : answer;
    },
  };
  await pulumi.runtime.setMocks(mocks, "project", "stack", preview);
  const { stackTraceLimit } = Error;
  // Pulumi looks at a stack for every input of every resource, and ts-node maps each: nine tenths of the time.
  Error.stackTraceLimit = 0;
  try {
    return await run(reached);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    pulumi.runtime.resetOptions("project", "stack", -1, "", "", false, "");
  }
}

/** With a record that proves each of its names. */
function certificate(given: Record<string, unknown>, short: string): Record<string, unknown> {
  const names = [given["domainName"], ...((given["subjectAlternativeNames"] ?? []) as unknown[])].map(String);
  const domainValidationOptions = names.map((domainName) => ({
    domainName,
    resourceRecordName: `_proof.${domainName.replace("*.", "")}`,
    resourceRecordType: "CNAME",
    resourceRecordValue: "_proof.acm.example",
  }));
  return { ...given, arn: `arn:${short}`, domainValidationOptions };
}

/** The value of an output. */
export async function value<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply((given) => {
      resolve(given);
    });
  });
}

/** How a secret value looks on its way to the engine. */
export function secretly(given: unknown): Record<string, unknown> {
  return { [pulumi.runtime.specialSigKey]: pulumi.runtime.specialSecretSig, value: given };
}
