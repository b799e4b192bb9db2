/** Look-ups of what the local AWS holds itself. */
import { AwsError } from "../provider/errors";
import { text } from "../rows/row";
import { Secret } from "../wire/values";
import type { Answer } from "./index";

export const getParameter: Answer = (args, place, store) => {
  const name = text(args, "name");
  const found = store
    .list("aws:ssm/parameter:Parameter")
    .find(
      ({ properties }) => properties["name"] === name && properties["region"] === place.region,
    )?.properties;
  if (found === undefined) throw new AwsError("ParameterNotFound", `no parameter ${name}`);
  const value = found["value"] ?? "";
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

export const getZone: Answer = (args, _place, store) => {
  const wanted = text(args, "name").replace(/\.$/, "");
  const found = store
    .list("aws:route53/zone:Zone")
    .find(({ key, properties }) => (wanted === "" ? key === args["zoneId"] : properties["name"] === wanted));
  if (found === undefined)
    throw new AwsError("NoSuchHostedZone", `no zone ${wanted || text(args, "zoneId")}`);
  const { properties } = found;
  return {
    arn: properties["arn"] ?? "",
    comment: properties["comment"] ?? "",
    id: found.key,
    name: properties["name"] ?? "",
    nameServers: properties["nameServers"] ?? [],
    privateZone: args["privateZone"] ?? false,
    tags: properties["tags"] ?? {},
    zoneId: found.key,
  };
};
