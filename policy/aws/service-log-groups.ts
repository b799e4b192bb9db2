/**
 * The log groups that AWS makes itself where nobody has made them before: without retention, without tags and left when
 * the stack goes. Pure.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html
 * https://docs.aws.amazon.com/codebuild/latest/userguide/change-project.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html
 * https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
 */
import { at } from "../iam/grants";
import { isList, isValues, UNKNOWN, type Value, type Values } from "../value";

/** A text of which parts may be unknown. */
export type Parts = readonly (string | typeof UNKNOWN)[];

export interface ServiceLogGroup {
  /** The input that decides on the group. */
  readonly property: string;
  readonly name: Parts;
  /** The inputs that its name is made of. */
  readonly inputs: readonly string[];
}

type GroupsOf = (inputs: Values) => readonly ServiceLogGroup[];

export const serviceLogGroups: Readonly<Record<string, GroupsOf>> = {
  "aws:lambda/function:Function": ({ name, loggingConfig }) =>
    unlessNamed("loggingConfig.logGroup", loggingConfig, "logGroup", ["/aws/lambda/", part(name)]),

  "aws:codebuild/project:Project": ({ name, logsConfig }) => {
    const [logs] = at({ logsConfig }, "logsConfig.cloudwatchLogs");
    if (isValues(logs?.value) && logs.value["status"] === "DISABLED") return [];
    const property = "logsConfig.cloudwatchLogs.groupName";
    return unlessNamed(property, logs?.value, "groupName", ["/aws/codebuild/", part(name)]);
  },

  "aws:apigateway/methodSettings:MethodSettings": (method) =>
    logged(method, ["settings.loggingLevel"], "restApi", [
      "API-Gateway-Execution-Logs_",
      part(method["restApi"]),
      "/",
      part(method["stageName"]),
    ]),

  "aws:apigatewayv2/stage:Stage": (stage) =>
    logged(stage, ["defaultRouteSettings.loggingLevel", "routeSettings[].loggingLevel"], "apiId", [
      "/aws/apigateway/",
      part(stage["apiId"]),
      "/",
      part(stage["name"]),
    ]),

  "aws:eks/cluster:Cluster": ({ name, enabledClusterLogTypes: logs }) => {
    const property = "enabledClusterLogTypes";
    if (logs === UNKNOWN) return [undecided(property, "name")];
    if (!isList(logs) || logs.length === 0) return [];
    return [{ property, name: ["/aws/eks/", part(name), "/cluster"], inputs: ["name"] }];
  },

  "aws:rds/cluster:Cluster": (cluster) => exported("cluster", "clusterIdentifier", cluster),
  "aws:rds/instance:Instance": (instance) => exported("instance", "identifier", instance),
};

/** A group that is named by hand is made by whoever has named it. */
function unlessNamed(
  property: string,
  settings: Value,
  key: string,
  name: Parts,
): readonly ServiceLogGroup[] {
  const [input = ""] = property.split(".");
  if (settings === UNKNOWN) return [undecided(input, input)];
  const given = isValues(settings) ? settings[key] : undefined;
  const isNamed = given !== undefined && given !== null && given !== "" && given !== textOf(name);
  return isNamed ? [] : [{ property, name, inputs: ["name"] }];
}

/** What logs at a level of its own, at one of these paths. */
function logged(
  inputs: Values,
  levels: readonly string[],
  input: string,
  name: Parts,
): readonly ServiceLogGroup[] {
  const found = levels.flatMap((path) => at(inputs, path));
  const decided = found.find(({ value }) => value === "INFO" || value === "ERROR");
  if (decided !== undefined) return [{ property: decided.property, name, inputs: [input] }];
  const open = found.find(({ value }) => value === UNKNOWN);
  return open === undefined ? [] : [undecided(open.property, input)];
}

function exported(kind: string, identifier: string, inputs: Values): readonly ServiceLogGroup[] {
  const property = "enabledCloudwatchLogsExports";
  if (inputs[property] === UNKNOWN) return [undecided(property, identifier)];
  return at(inputs, `${property}[]`).map(({ property: entry, value }) => ({
    property: entry,
    name: [`/aws/rds/${kind}/`, part(inputs[identifier]), "/", part(value)],
    inputs: [identifier],
  }));
}

/** There may be a group, of any name. */
function undecided(property: string, input: string): ServiceLogGroup {
  return { property, name: [UNKNOWN], inputs: [input] };
}

/** Undefined as long as a part of it is unknown. */
export function textOf(parts: Parts): string | undefined {
  return parts.every((one) => typeof one === "string") ? parts.join("") : undefined;
}

function part(value: Value): Parts[number] {
  return typeof value === "string" ? value : UNKNOWN;
}
