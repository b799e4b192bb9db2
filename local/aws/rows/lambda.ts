/** AWS Lambda. */
import { createHash } from "node:crypto";
import { Asset, type Values } from "../../../wire/values";
import { arn, page, text, type Making, type Place, type Row } from "./row";

function invokeArn(place: Place, target: string): string {
  return `arn:${place.partition}:apigateway:${place.region}:lambda:path/2015-03-31/functions/${target}/invocations`;
}

/** A function's name, out of its name or any of its ARNs. */
function functionName(inputs: Values, property: string): string {
  const given = text(inputs, property);
  return given.startsWith("arn:") ? (given.split(":")[6] ?? given) : given;
}

const CODE = [
  "code",
  "codeSha256",
  "sourceCodeHash",
  "s3Bucket",
  "s3Key",
  "s3ObjectVersion",
  "sourceKmsKeyArn",
  "imageUri",
  "architectures",
];
const SETTINGS = [
  "capacityProviderConfig",
  "deadLetterConfig",
  "description",
  "durableConfig",
  "environment",
  "ephemeralStorage",
  "fileSystemConfig",
  "handler",
  "imageConfig",
  "kmsKeyArn",
  "layers",
  "loggingConfig",
  "memorySize",
  "publishTo",
  "role",
  "runtime",
  "snapStart",
  "timeout",
  "tracingConfig",
  "vpcConfig",
];

/** Whether a change makes a new version where versions are published. */
function publishes(changed: ReadonlySet<string>, inputs: Values): boolean {
  const versioned = [...CODE, ...SETTINGS, "publish"];
  return inputs["publish"] === true && versioned.some((name) => changed.has(name));
}

function version({ inputs, before, changed }: Making): string {
  const last = before === undefined ? 0 : Number(before["version"]) || 0;
  if (inputs["publish"] !== true) return last === 0 ? "$LATEST" : String(last);
  return before === undefined || publishes(changed, inputs) ? String(last + 1) : String(last);
}

const lambdaFunction: Row = {
  type: "aws:lambda/function:Function",
  source: page("0156d84e6bb47e4a5fe0c8e87cf2d14fb1dc3b8c", "internal/service/lambda/function.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 738,
  autoName: "name",
  unique: {
    key: ({ inputs, place }) => `${place.region} ${text(inputs, "name")}`,
    error: "ResourceConflictException: a function of that name exists already",
  },
  replaceOn: { name: 245, packageType: 371, tenancyConfig: 492 },
  update: "changed",
  updateLine: 994,
  moves: (changed, inputs) => [
    ...(publishes(changed, inputs) ? ["version", "qualifiedArn", "qualifiedInvokeArn"] : []),
    ...(CODE.some((name) => changed.has(name)) ? ["lastModified", "codeSha256"] : []),
  ],
  computed: (making) => {
    const { inputs, place } = making;
    const own = arn(place, "lambda", `function:${text(inputs, "name")}`);
    const published = version(making);
    const code =
      inputs["code"] instanceof Asset
        ? inputs["code"].hash
        : JSON.stringify(CODE.map((key) => text(inputs, key)));
    return {
      arn: own,
      codeSha256: createHash("sha256").update(code).digest("base64"),
      invokeArn: invokeArn(place, own),
      lastModified: new Date().toISOString(),
      memorySize: inputs["memorySize"] ?? 128,
      packageType: inputs["packageType"] ?? "Zip",
      qualifiedArn: `${own}:${published}`,
      qualifiedInvokeArn: invokeArn(place, `${own}:${published}`),
      reservedConcurrentExecutions: inputs["reservedConcurrentExecutions"] ?? -1,
      timeout: inputs["timeout"] ?? 3,
      version: published,
    };
  },
};

const alias: Row = {
  type: "aws:lambda/alias:Alias",
  source: page("029aff97f173b9de0ee3dfda29c2ef6d2833bb12", "internal/service/lambda/alias.go"),
  id: ({ inputs, place }) =>
    arn(place, "lambda", `function:${functionName(inputs, "functionName")}:${text(inputs, "name")}`),
  idLine: 116,
  autoName: "name",
  unique: {
    key: ({ inputs, place }) =>
      `${place.region} ${functionName(inputs, "functionName")} ${text(inputs, "name")}`,
    error: "ResourceConflictException: the function has an alias of that name already",
  },
  replaceOn: { functionName: 63, name: 76 },
  // UpdateAlias takes version and routing from the state whatever changed: it undoes a shift in progress.
  update: "whole",
  updateLine: 163,
  computed: ({ place }, id) => ({ arn: id, invokeArn: invokeArn(place, id) }),
};

const permission: Row = {
  type: "aws:lambda/permission:Permission",
  source: page("04592f03e5d83a5e1504b52a6d07063ffa3f708d", "internal/service/lambda/permission.go"),
  id: ({ inputs }) => text(inputs, "statementId"),
  idLine: 184,
  within: ["function", "qualifier"],
  autoName: "statementId",
  unique: {
    key: ({ inputs, place }) =>
      `${place.region} ${functionName(inputs, "function")} ${text(inputs, "qualifier")} ${text(inputs, "statementId")}`,
    error: "ResourceConflictException: the policy has a statement of that id already",
  },
  replaceOn: {
    action: 52,
    eventSourceToken: 58,
    function: 64,
    functionUrlAuthType: 70,
    invokedViaFunctionUrl: 76,
    principal: 81,
    principalOrgId: 86,
    qualifier: 91,
    sourceAccount: 97,
    sourceArn: 103,
    statementId: 110,
    statementIdPrefix: 118,
  },
  update: "none",
  updateLine: 52,
  computed: () => ({}),
};

/** A Put: there is one for a function or a version of it, and the last that is written counts. */
const eventInvokeConfig: Row = {
  type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  source: page(
    "01606926a0c0ab9174aec440f976a48b0baee722",
    "internal/service/lambda/function_event_invoke_config.go",
  ),
  id: ({ inputs }) => [text(inputs, "functionName"), text(inputs, "qualifier")].filter(Boolean).join(":"),
  idLine: 153,
  replaceOn: { functionName: 78, qualifier: 95 },
  update: "whole",
  updateLine: 33,
  computed: ({ inputs }) => ({ maximumRetryAttempts: inputs["maximumRetryAttempts"] ?? 2 }),
};

export const lambda = [lambdaFunction, alias, permission, eventInvokeConfig];
