/** A statement in parts: what AWS lets one name, with ARNs in which names are to be filled in; the rest on `*`. Pure. */
import type { Own } from "../rule";
import { UNKNOWN, type Value, type Values } from "../value";
import { hasConditionKey, conditionKey } from "./data/condition-keys";
import { actionsMatching } from "./data/matching";
import type { Action } from "./data/reference";
import type { Document, Statement } from "./model";
import { readingOf } from "./reasoning/cancelled";
import { everyResource, namedTypes, wideOnes } from "./reasoning/every-resource";
import { mayBeOfType } from "./reasoning/resources";
import { keyOf, writtenStatement } from "./written";

/** What nobody would read to the end is no help. */
const MOST_ACTIONS = 100;
const MOST_NAMES = 20;
const MOST_PARTS = 6;
const MOST_ARNS = 8;
/** How many types a pattern is given, and how much of what it stands for they must be. */
const MOST_TYPES = 3;
const ENOUGH = 0.6;

interface Part {
  readonly arns: readonly string[];
  readonly words: string[];
  readonly actions: Action[];
}

/** Undefined where it would be too long, or where it cannot be told what is meant. */
export function onNamedResources(
  document: Document,
  statement: Statement,
  own: Own,
): readonly Values[] | undefined {
  const written = writtenStatement(document, statement.index);
  if (written === undefined || !statement.isComplete) return undefined;
  const anywhere: string[] = [];
  const parts = new Map<string, Part>();
  for (const { value } of statement.actions) {
    if (value === UNKNOWN) return undefined;
    const match = actionsMatching(value);
    if (match.services.size > 1) return undefined;
    const required = (match.bySupport.get("required") ?? []).filter((one) => namedTypes(one).length > 0);
    if (required.length === 0) {
      anywhere.push(value);
      continue;
    }
    if (required.length > MOST_ACTIONS) return undefined;
    if (required.length < match.actions.length)
      for (const one of match.actions)
        if (!required.includes(one)) anywhere.push(`${one.service}:${one.name}`);
    const arns = arnsOf(required, document, statement, own);
    if (arns === undefined || anywhere.length > MOST_NAMES) return undefined;
    const key = arns.join(" ");
    const part = parts.get(key) ?? { arns, words: [], actions: [] };
    parts.set(key, part);
    part.words.push(value);
    part.actions.push(...required);
  }
  const all = [...parts.values()].map(({ words, arns }) => ({ words, arns }));
  const whole = anywhere.length === 0 ? all : [...all, { words: [...new Set(anywhere)], arns: ["*"] }];
  if (parts.size === 0 || whole.length > MOST_PARTS || !areKeysKept(statement, [...parts.values()], anywhere))
    return undefined;
  // What is wrong with it would be wrong with each part.
  if (whole.length > 1 && document.defects.some((one) => one.statement === statement.index)) return undefined;
  return whole.map(({ words, arns }, index) => withThese(document, written, words, arns, index));
}

/** Those that are there and narrow, and one for each type that these are not. */
function arnsOf(
  actions: readonly Action[],
  document: Document,
  statement: Statement,
  own: Own,
): readonly string[] | undefined {
  const reading = readingOf(document);
  const kept = statement.resources.flatMap((text) => {
    const isWide = actions.some(
      (one) => everyResource(one, wideOnes([text], reading), reading) !== undefined,
    );
    return isWide || text.value === UNKNOWN ? [] : [text.value];
  });
  const types = actions.length === 1 ? typesOf(actions[0]) : mostOf(actions);
  if (types === undefined) return undefined;
  const fitting = kept.filter((one) => types.some((formats) => mayBeOfType(one, formats, reading)));
  const isEnough = fitting.length > 0 && !isForEach(actions);
  const missing = isEnough
    ? []
    : types.filter((formats) => !fitting.some((one) => mayBeOfType(one, formats, reading)));
  const here = whereabouts(statement, own);
  const added = missing.map(([format = ""]) => toFillIn(format, here));
  const arns = [...new Set([...fitting, ...added])];
  const isClear = arns.length > 0 && arns.length <= MOST_ARNS && missing.every(isOfOneVendor);
  return isClear ? arns : undefined;
}

/** Whether a request names one of each type. */
function isForEach(actions: readonly Action[]): boolean {
  return (
    actions.length === 1 && actions.every((one) => one.resourceTypes.some(({ isRequired }) => isRequired))
  );
}

/** Access points are a way to what is behind them. */
function typesOf(action: Action | undefined): readonly (readonly string[])[] {
  const types = action === undefined ? [] : namedTypes(action);
  const direct = types.filter((formats) => !formats.some((one) => one.includes("accesspoint")));
  return direct.length > 0 ? direct : types;
}

/** The types that most of them are about. */
function mostOf(actions: readonly Action[]): readonly (readonly string[])[] | undefined {
  const counts = new Map<readonly string[], number>();
  for (const one of actions)
    for (const formats of typesOf(one)) counts.set(formats, (counts.get(formats) ?? 0) + 1);
  const first = [...counts].sort(([, one], [, other]) => other - one).slice(0, MOST_TYPES);
  const types: (readonly string[])[] = [];
  for (const [formats] of first) {
    types.push(formats);
    const meant = actions.filter((one) => typesOf(one).some((other) => types.includes(other)));
    if (meant.length >= actions.length * ENOUGH) return types;
  }
  return undefined;
}

function isOfOneVendor([format = ""]: readonly string[]): boolean {
  return !(format.split(":")[2] ?? "$").includes("$");
}

/** As an ARN of the statement says, or as is known otherwise. */
function whereabouts({ resources, notResources }: Statement, own: Own): Readonly<Record<string, string>> {
  const parts = [...resources, ...notResources].map(({ value }) =>
    value === UNKNOWN ? [] : value.split(":"),
  );
  const said = (index: number, form: RegExp): string | undefined =>
    parts.map((part) => part[index]).find((one) => one !== undefined && form.test(one));
  const region = own.regions?.length === 1 ? own.regions[0] : undefined;
  return {
    Partition: said(1, /^aws[a-z-]*$/) ?? own.partition ?? "aws",
    Region: said(3, /^[a-z]{2,}-[a-z-]+-\d$/) ?? region ?? "*",
    Account: said(4, /^\d{12}$/) ?? own.account ?? "*",
  };
}

/** `arn:aws:dynamodb:eu-west-1:123456789012:table/<TableName>/index/*`: what is within the named one is all of it. */
function toFillIn(format: string, here: Readonly<Record<string, string>>): string {
  const names = format
    .replace(/\[[^\]]*\]/g, "")
    .replace(/\$\{(\w+)\}/g, (_hole, name: string) => here[name] ?? `<${name}>`);
  const inner = names.match(/<\w+>/g) ?? [];
  return inner.length > 1 ? names.replace(/<\w+>$/, "*") : names;
}

/** Whether each part still has actions whose requests have the keys of the conditions. */
function areKeysKept(
  { conditions }: Statement,
  parts: readonly Part[],
  anywhere: readonly string[],
): boolean {
  const rest = anywhere.map((one) => actionsMatching(one).actions);
  const all = [...parts.map(({ actions }) => actions), ...(rest.length === 0 ? [] : [rest.flat()])];
  return conditions.every(({ key: { value } }) => {
    if (value === UNKNOWN || conditionKey(value) === undefined) return true;
    return all.every((actions) => actions.every((one) => hasConditionKey(one, value)));
  });
}

function withThese(
  document: Document,
  written: Values,
  words: readonly string[],
  arns: readonly string[],
  index: number,
): Values {
  const [action, resource, except] = [
    keyOf(written, "Action"),
    keyOf(written, "Resource"),
    keyOf(written, "NotResource"),
  ];
  const one = (texts: readonly string[]): Value => (texts.length === 1 ? texts[0] : texts);
  const entries = Object.entries(written).flatMap(([name, value]): readonly (readonly [string, Value])[] => {
    if (name === action) return [[name, one(words)]];
    if (name === resource || name === except) return [["Resource", one(arns)]];
    if (/^sid$/i.test(name) && index > 0)
      return typeof value === "string" && value !== "" ? [[name, freeSid(document, value, index)]] : [];
    return [[name, value]];
  });
  return Object.fromEntries(entries);
}

/** A Sid stands only once. */
function freeSid({ statements }: Document, sid: string, index: number): string {
  for (let number = index + 1; ; number += 1) {
    const next = `${sid}${number}`;
    if (!statements.some((one) => one.sid === next)) return next;
  }
}
