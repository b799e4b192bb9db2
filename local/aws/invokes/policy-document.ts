/** An IAM policy document put together from statements, as the real provider renders it. */
import { Refusal } from "../../../refusal/refusal";
import { isValues, type Value, type Values } from "../wire/values";
import type { Answer } from "./index";

const NOT_HERE = ["sourceJson", "sourcePolicyDocuments", "overrideJson", "overridePolicyDocuments"];

export const getPolicyDocument: Answer = (args) => {
  const given = NOT_HERE.filter((name) => args[name] !== undefined);
  if (given.length > 0) {
    const rule = "left out in the local AWS, which merges no documents";
    throw new Refusal(
      ...given.map((property) => ({ property, rule, got: "a value", remedy: "use statements" })),
    );
  }
  const document: Values = { Version: args["version"] ?? "2012-10-17" };
  if (args["policyId"] !== undefined) document["Id"] = args["policyId"];
  document["Statement"] = valuesOf(args["statements"]).map(statement);
  const json = JSON.stringify(document, undefined, 2);
  return { ...args, id: String(hash(json)), json, minifiedJson: JSON.stringify(document) };
};

function statement(source: Values): Values {
  const result: Values = {};
  if (source["sid"] !== undefined) result["Sid"] = source["sid"];
  result["Effect"] = source["effect"] ?? "Allow";
  const lists: [string, string][] = [
    ["actions", "Action"],
    ["notActions", "NotAction"],
    ["resources", "Resource"],
    ["notResources", "NotResource"],
  ];
  for (const [from, to] of lists) if (source[from] !== undefined) result[to] = one(source[from]);
  for (const [from, to] of [
    ["principals", "Principal"],
    ["notPrincipals", "NotPrincipal"],
  ] as const) {
    const principals = valuesOf(source[from]);
    if (principals.length > 0) result[to] = principal(principals);
  }
  const conditions = valuesOf(source["conditions"]);
  if (conditions.length > 0) result["Condition"] = condition(conditions);
  return result;
}

function principal(principals: readonly Values[]): Value {
  const everyone = principals.some(({ type }) => type === "*");
  if (everyone) return "*";
  return Object.fromEntries(
    principals.map(({ type, identifiers }) => [String(type), one(identifiers ?? [])]),
  );
}

function condition(conditions: readonly Values[]): Values {
  const result: Record<string, Values> = {};
  for (const { test, variable, values } of conditions) {
    result[String(test)] = { ...result[String(test)], [String(variable)]: one(values ?? []) };
  }
  return result;
}

/** A list of one stands alone, as AWS writes it. */
function one(value: Value): Value {
  return Array.isArray(value) && value.length === 1 ? (value[0] ?? null) : value;
}

function valuesOf(value: Value | undefined): Values[] {
  return Array.isArray(value) ? value.filter(isValues) : [];
}

/** The data source's id is a checksum of its text. */
function hash(text: string): number {
  return [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) >>> 0, 0);
}
