/** Look-ups of what the local AWS holds itself. */
import { AwsError } from "../provider/errors";
import { text, type Place } from "../rows/row";
import type { CloudObject } from "../store/store";
import { Secret, type Value, type Values } from "../../../wire/values";
import type { Answer, Looked } from "./index";

function parameters(store: Looked, { region }: Place): Values[] {
  const all = store.list("aws:ssm/parameter:Parameter").map(({ properties }) => properties);
  return all.filter((parameter) => parameter["region"] === region);
}

function valueOf({ value, insecureValue }: Values): Value {
  return value ?? insecureValue ?? "";
}

export const getParameter: Answer = (args, place, store) => {
  const name = text(args, "name");
  const found = parameters(store, place).find((parameter) => parameter["name"] === name);
  if (found === undefined) throw new AwsError("ParameterNotFound", `no parameter ${name}`);
  const value = valueOf(found);
  const secret = found["type"] === "SecureString";
  return {
    arn: found["arn"] ?? "",
    id: found["name"] ?? "",
    name: found["name"] ?? "",
    region: place.region,
    type: found["type"] ?? "String",
    value: new Secret(value),
    insecureValue: secret ? "" : value,
    version: found["version"] ?? 1,
  };
};

/** What stands below a path, by name: directly, or at every depth. All of it empty where there is nothing. */
export const getParametersByPath: Answer = (args, place, store) => {
  const path = text(args, "path");
  if (!path.startsWith("/"))
    throw new AwsError("ValidationException", "The parameter doesn't meet the parameter name requirements.");
  const above = path.endsWith("/") ? path : `${path}/`;
  const isBelow = (name: string): boolean =>
    name.startsWith(above) && (args["recursive"] === true || !name.slice(above.length).includes("/"));
  const found = parameters(store, place).filter((parameter) => isBelow(text(parameter, "name")));
  found.sort((a, b) => (text(a, "name") < text(b, "name") ? -1 : 1));
  return {
    arns: found.map((parameter) => parameter["arn"] ?? ""),
    id: path,
    names: found.map((parameter) => parameter["name"] ?? ""),
    path,
    recursive: args["recursive"] ?? false,
    region: place.region,
    types: found.map((parameter) => parameter["type"] ?? "String"),
    values: new Secret(found.map(valueOf)),
    withDecryption: args["withDecryption"] ?? true,
  };
};

/** By its id, or by its name among the public zones, or among the private ones where that is asked. */
export const getZone: Answer = (args, _place, store) => {
  const wanted = text(args, "name").replace(/\.$/, "");
  const isPrivate = ({ vpcs }: Values): boolean => Array.isArray(vpcs) && vpcs.length > 0;
  const fits = ({ key, properties }: CloudObject): boolean =>
    wanted === ""
      ? key === args["zoneId"]
      : properties["name"] === wanted && isPrivate(properties) === (args["privateZone"] ?? false);
  const found = store.list("aws:route53/zone:Zone").find(fits);
  if (found === undefined)
    throw new AwsError("NoSuchHostedZone", `no zone ${wanted || text(args, "zoneId")}`);
  const { properties } = found;
  return {
    arn: properties["arn"] ?? "",
    comment: properties["comment"] ?? "",
    id: found.key,
    name: properties["name"] ?? "",
    nameServers: properties["nameServers"] ?? [],
    privateZone: isPrivate(properties),
    tags: properties["tags"] ?? {},
    zoneId: found.key,
  };
};
