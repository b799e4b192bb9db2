/** An IAM policy document put together from statements, as the real provider renders it: lists in falling order. */
import { createHash } from "node:crypto";
import { Refusal } from "../../../refusal/refusal";
import { text } from "../rows/row";
import { isValues, type Value, type Values } from "../../../wire/values";
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
  // The real id is a checksum of the text too.
  const id = String(createHash("sha256").update(json).digest().readUInt32BE());
  return { ...args, id, json, minifiedJson: JSON.stringify(document) };
};

function statement(source: Values): Values {
  const result: Values = {};
  if (text(source, "sid") !== "") result["Sid"] = text(source, "sid");
  result["Effect"] = source["effect"] ?? "Allow";
  for (const [from, to] of [
    ["actions", "Action"],
    ["notActions", "NotAction"],
    ["resources", "Resource"],
    ["notResources", "NotResource"],
  ] as const) {
    const list = textsOf(source[from]);
    if (list.length > 0) result[to] = one(falling(list));
  }
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

/** `{"*": "*"}` stands for everyone; principals of one type become one list. */
function principal(principals: readonly Values[]): Value {
  const lists = new Map<string, string[]>();
  for (const entry of principals) {
    const type = text(entry, "type");
    lists.set(type, [...(lists.get(type) ?? []), ...falling(textsOf(entry["identifiers"]))]);
  }
  if (lists.size === 1 && lists.get("*")?.join() === "*") return "*";
  return sorted(lists);
}

/** Conditions of one test and variable become one list, in the order given. */
function condition(conditions: readonly Values[]): Values {
  const tests = new Map<string, Map<string, string[]>>();
  for (const entry of conditions) {
    const [test, variable] = [text(entry, "test"), text(entry, "variable")];
    const variables = tests.get(test) ?? new Map<string, string[]>();
    variables.set(variable, [...(variables.get(variable) ?? []), ...textsOf(entry["values"])]);
    tests.set(test, variables);
  }
  return Object.fromEntries([...tests].sort(byKey).map(([test, variables]) => [test, sorted(variables)]));
}

function sorted(lists: ReadonlyMap<string, string[]>): Values {
  return Object.fromEntries([...lists].sort(byKey).map(([key, list]) => [key, one(list)]));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function falling(list: readonly string[]): string[] {
  return [...list].sort().reverse();
}

/** A list of one stands alone, as AWS writes it. */
function one(list: string[]): Value {
  return list.length === 1 ? (list[0] ?? null) : list;
}

function textsOf(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}

function valuesOf(value: Value | undefined): Values[] {
  return Array.isArray(value) ? value.filter(isValues) : [];
}
