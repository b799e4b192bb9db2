/** AWS Lambda, as far as it is told what to run: functions, their versions and aliases. Nothing runs here. */
import * as lambda from "@aws-sdk/client-lambda";
import { setTimeout as sleep } from "node:timers/promises";
import { isValues, type Values } from "../../../wire/values";
import { archiveBytes } from "../archive";
import type { Clients } from "../clients";
import { given, ifGiven, text, type Mirror, type Mirrored } from "../mirrored";
import { lostTags, tagsOf } from "../tags";
import { upper } from "../words";

const CODE = ["code", "sourceCodeHash", "s3Bucket", "s3Key", "s3ObjectVersion", "imageUri", "architectures"];
const SETTINGS: Readonly<Record<string, string>> = {
  deadLetterConfig: "DeadLetterConfig",
  description: "Description",
  ephemeralStorage: "EphemeralStorage",
  handler: "Handler",
  layers: "Layers",
  loggingConfig: "LoggingConfig",
  memorySize: "MemorySize",
  role: "Role",
  runtime: "Runtime",
  timeout: "Timeout",
};

function settings(properties: Values): Values {
  const own = Object.entries(SETTINGS).flatMap(([name, word]) => {
    const value = properties[name];
    return value === undefined ? [] : [[word, upper(value)] as const];
  });
  const { environment, tracingConfig, vpcConfig } = properties;
  const vpc = isValues(vpcConfig) ? vpcConfig : {};
  return {
    ...Object.fromEntries(own),
    ...(isValues(environment) ? { Environment: { Variables: environment["variables"] ?? {} } } : {}),
    ...(isValues(tracingConfig) ? { TracingConfig: { Mode: tracingConfig["mode"] ?? "PassThrough" } } : {}),
    ...(isValues(vpcConfig)
      ? { VpcConfig: { SubnetIds: vpc["subnetIds"] ?? [], SecurityGroupIds: vpc["securityGroupIds"] ?? [] } }
      : {}),
  };
}

async function code(properties: Values): Promise<lambda.FunctionCode> {
  const inBucket = {
    ...given("S3Bucket", properties["s3Bucket"]),
    ...given("S3Key", properties["s3Key"]),
    ...given("S3ObjectVersion", properties["s3ObjectVersion"]),
    ...given("ImageUri", properties["imageUri"]),
  };
  return properties["code"] === undefined ? inBucket : { ZipFile: await archiveBytes(properties["code"]) };
}

function architectures({ architectures: given }: Values): { Architectures?: lambda.Architecture[] } {
  return Array.isArray(given) ? { Architectures: given.map(String) as lambda.Architecture[] } : {};
}

const UPDATE_SECONDS = 30;
const LOOK_MS = 100;

/** Waits, as the real provider does, until an update is no longer in progress: no other is taken before. */
async function updated(client: lambda.LambdaClient, FunctionName: string): Promise<void> {
  for (let left = (UPDATE_SECONDS * 1000) / LOOK_MS; left > 0; left -= 1) {
    const asked = new lambda.GetFunctionConfigurationCommand({ FunctionName });
    if ((await client.send(asked)).LastUpdateStatus !== "InProgress") return;
    await sleep(LOOK_MS);
  }
  throw new Error(`the update of ${FunctionName} has been in progress for ${UPDATE_SECONDS} s`);
}

async function update(to: Clients, { id, properties }: Mirror, sent: ReadonlySet<string>): Promise<void> {
  const client = to.of(lambda.LambdaClient);
  const named = { FunctionName: id };
  const isChanged = Object.keys({ ...SETTINGS, environment: 0, tracingConfig: 0, vpcConfig: 0 });
  const isNewCode = CODE.some((name) => sent.has(name));
  const isNewSetting = isChanged.some((name) => sent.has(name));
  if (isNewSetting) {
    await client.send(new lambda.UpdateFunctionConfigurationCommand({ ...named, ...settings(properties) }));
    await updated(client, id);
  }
  if (isNewCode) {
    const input = { ...named, ...(await code(properties)), ...architectures(properties) };
    await client.send(new lambda.UpdateFunctionCodeCommand(input));
    await updated(client, id);
  }
  if (properties["publish"] === true && (isNewCode || isNewSetting))
    await client.send(new lambda.PublishVersionCommand(named));
}

async function retag(to: Clients, { properties }: Mirror, before: Values): Promise<void> {
  const [client, Resource] = [to.of(lambda.LambdaClient), text(properties, "arn")];
  const TagKeys = lostTags(before, properties);
  if (TagKeys.length > 0) await client.send(new lambda.UntagResourceCommand({ Resource, TagKeys }));
  await client.send(new lambda.TagResourceCommand({ Resource, Tags: tagsOf(properties) }));
}

const lambdaFunction: Mirrored = {
  gone: ["ResourceNotFoundException"],
  create: async (to, { id, properties }) => {
    const input = {
      FunctionName: id,
      ...settings(properties),
      ...architectures(properties),
      ...given("PackageType", properties["packageType"]),
      Code: await code(properties),
      Publish: properties["publish"] === true,
      Tags: tagsOf(properties),
    } as unknown as lambda.CreateFunctionCommandInput;
    await to.of(lambda.LambdaClient).send(new lambda.CreateFunctionCommand(input));
  },
  update: async (to, mirror, sent, before) => {
    await update(to, mirror, sent);
    if (sent.has("tags")) await retag(to, mirror, before);
  },
  remove: (to, { id }) =>
    to.of(lambda.LambdaClient).send(new lambda.DeleteFunctionCommand({ FunctionName: id })),
  read: async (to, { id, properties }) => {
    const asked = new lambda.GetFunctionCommand({ FunctionName: id });
    const { Configuration: held, Tags = {} } = await to.of(lambda.LambdaClient).send(asked);
    return {
      arn: held?.FunctionArn ?? "",
      ...(held?.Environment === undefined
        ? {}
        : { environment: { variables: held.Environment.Variables ?? {} } }),
      ...ifGiven(properties, "handler", held?.Handler ?? ""),
      memorySize: held?.MemorySize ?? 0,
      role: held?.Role ?? "",
      ...ifGiven(properties, "runtime", held?.Runtime ?? ""),
      tagsAll: Tags,
      timeout: held?.Timeout ?? 0,
    };
  },
};

/** The function's name, out of its name or its ARN. */
function functionName(properties: Values): string {
  const given = text(properties, "functionName");
  return given.startsWith("arn:") ? (given.split(":")[6] ?? given) : given;
}

function aliasInput({ properties }: Mirror) {
  const { routingConfig } = properties;
  const weights = isValues(routingConfig) ? routingConfig["additionalVersionWeights"] : undefined;
  return {
    FunctionName: functionName(properties),
    Name: text(properties, "name"),
    FunctionVersion: text(properties, "functionVersion"),
    ...given("Description", properties["description"]),
    ...(weights === undefined ? {} : { RoutingConfig: { AdditionalVersionWeights: weights as never } }),
  };
}

const alias: Mirrored = {
  gone: ["ResourceNotFoundException"],
  // A function that is made again has its first version only.
  again: ({ id, properties }) => {
    const others = Object.entries(properties).filter(([name]) => name !== "routingConfig");
    const functionVersion = properties["functionVersion"] === "$LATEST" ? "$LATEST" : "1";
    return { id, properties: { ...Object.fromEntries(others), functionVersion } };
  },
  create: (to, mirror) => to.of(lambda.LambdaClient).send(new lambda.CreateAliasCommand(aliasInput(mirror))),
  // Version and weights go again whatever changed.
  update: (to, mirror) => to.of(lambda.LambdaClient).send(new lambda.UpdateAliasCommand(aliasInput(mirror))),
  remove: (to, { properties }) => {
    const input = { FunctionName: functionName(properties), Name: text(properties, "name") };
    return to.of(lambda.LambdaClient).send(new lambda.DeleteAliasCommand(input));
  },
  read: async (to, { properties }) => {
    const input = { FunctionName: functionName(properties), Name: text(properties, "name") };
    const held = await to.of(lambda.LambdaClient).send(new lambda.GetAliasCommand(input));
    const weights = held.RoutingConfig?.AdditionalVersionWeights ?? {};
    return {
      functionVersion: held.FunctionVersion ?? "",
      name: held.Name ?? "",
      ...(Object.keys(weights).length === 0 ? {} : { routingConfig: { additionalVersionWeights: weights } }),
    };
  },
};

function asynchronousInput({ properties }: Mirror) {
  return {
    FunctionName: functionName(properties),
    ...given("Qualifier", properties["qualifier"]),
  };
}

/** A Put; the last that is written counts, whole. */
async function putAsynchronous(to: Clients, mirror: Mirror): Promise<void> {
  const { destinationConfig, maximumEventAgeInSeconds, maximumRetryAttempts } = mirror.properties;
  const input = {
    ...asynchronousInput(mirror),
    ...given("MaximumEventAgeInSeconds", maximumEventAgeInSeconds),
    ...given("MaximumRetryAttempts", maximumRetryAttempts),
    ...(isValues(destinationConfig) ? { DestinationConfig: upper(destinationConfig) } : {}),
  } as unknown as lambda.PutFunctionEventInvokeConfigCommandInput;
  await to.of(lambda.LambdaClient).send(new lambda.PutFunctionEventInvokeConfigCommand(input));
}

const eventInvokeConfig: Mirrored = {
  gone: ["ResourceNotFoundException"],
  create: putAsynchronous,
  update: putAsynchronous,
  remove: (to, mirror) =>
    to
      .of(lambda.LambdaClient)
      .send(new lambda.DeleteFunctionEventInvokeConfigCommand(asynchronousInput(mirror))),
  read: async (to, mirror) => {
    const asked = new lambda.GetFunctionEventInvokeConfigCommand(asynchronousInput(mirror));
    const held = await to.of(lambda.LambdaClient).send(asked);
    return ifGiven(mirror.properties, "maximumRetryAttempts", held.MaximumRetryAttempts ?? 2);
  },
};

export const ofFunctions = {
  "aws:lambda/function:Function": lambdaFunction,
  "aws:lambda/alias:Alias": alias,
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": eventInvokeConfig,
};
