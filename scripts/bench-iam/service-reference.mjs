/**
 * Writes the data of IAM's actions in the form of AWS's service reference, as the validator's own `sync-services` keeps
 * it for use offline: the validator ships none, and the reference itself cannot be fetched here.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const data = resolve("node_modules", "@cloud-copilot", "iam-data", "data");

function read(kind, prefix) {
  return JSON.parse(readFileSync(join(data, kind, `${prefix}.json`), "utf8"));
}

export function writeServiceReference(folder) {
  mkdirSync(folder, { recursive: true });
  const prefixes = readdirSync(join(data, "actions")).map((file) => file.slice(0, -".json".length));
  const list = prefixes.map((service) => ({ service, url: `${service}.json` }));
  writeFileSync(join(folder, "_services.json"), JSON.stringify(list));
  for (const prefix of prefixes)
    writeFileSync(join(folder, `${prefix}.json`), JSON.stringify(reference(prefix)));
}

function reference(prefix) {
  return {
    Name: prefix,
    Version: "v1.4",
    Actions: Object.values(read("actions", prefix)).map((action) => ({
      Name: action.name,
      ActionConditionKeys: [
        ...new Set([...action.conditionKeys, ...action.resourceTypes.flatMap((type) => type.conditionKeys)]),
      ],
      Resources: action.resourceTypes.map(({ name }) => ({ Name: name })),
      Annotations: { Properties: properties(action.accessLevel) },
    })),
    Resources: Object.values(read("resourceTypes", prefix)).map(({ key, arn, conditionKeys = [] }) => ({
      Name: key,
      ARNFormats: [arn],
      ConditionKeys: conditionKeys,
    })),
    ConditionKeys: Object.values(read("conditionKeys", prefix)).map(({ key, type }) => ({
      Name: key,
      Types: [type],
    })),
  };
}

function properties(level) {
  return {
    IsList: level === "List",
    IsPermissionManagement: level.includes("Permissions management"),
    IsTaggingOnly: level === "Tagging",
    IsWrite: level.includes("Write"),
  };
}
