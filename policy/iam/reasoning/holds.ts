/**
 * Conditions that no request can meet: a statement with one of them says something and does nothing. Only what is sure
 * is said; a value that is not known yet, or a variable, may be anything. Pure.
 */
import { UNKNOWN } from "../../value";
import type { Condition, Statement } from "../model";
import { areEverywhere, isPrivate } from "./addresses";
import { exclude } from "./exclude";
import { isEverything, type Glob } from "./glob";
import { isAlwaysSent, wayOf } from "./keys";
import { formOf, isImpossible, type Form } from "./key-values";
import { isEveryArn } from "./resources";
import { isPositive } from "./restricts";
import { rangesOf, testOf, timeOf, type Asked, type Test } from "./test-of";

/** What a condition would be instead: what is not said stays. */
export interface Change {
  readonly operator?: string;
  readonly key?: string;
  /** A value by value; undefined leaves it out, and the condition with its last. */
  readonly value?: (value: string) => string | undefined;
  /** With a Null test that the key be there. */
  readonly isGuarded?: true;
}

/** What conditions do, which one of them shows it, and why. */
export interface Odd {
  readonly condition: Condition;
  /** The other, where it takes two. */
  readonly beside?: Condition;
  /** Completes "because". */
  readonly because: string;
  /** What the reader can do. */
  readonly remedy: string;
  /** Where one can tell what was meant. */
  readonly change?: Change;
}

export type Alone = Omit<Odd, "condition" | "beside">;

/** The conditions of a statement that no request can meet: one by itself, or two against each other. */
export function neverHold(conditions: readonly Condition[], asked: Asked = {}): readonly Odd[] {
  const tests = conditions.flatMap((one) => testOf(one, asked) ?? []);
  const alone = tests.flatMap((test): readonly Odd[] => {
    const odd = neverAlone(test, asked);
    return odd === undefined ? [] : [{ condition: test.condition, ...odd }];
  });
  return [...alone, ...[...byKey(tests).values()].flatMap(together), ...ofBothWays(tests)];
}

/** As many tests of one key are held against each other. */
const MOST = 24;

function together(tests: readonly Test[]): readonly Odd[] {
  const some = tests.slice(0, MOST);
  return some.flatMap((one, index) =>
    some.slice(index + 1).flatMap((other): readonly Odd[] => {
      const because = exclude(one, other) ?? exclude(other, one);
      if (because === undefined) return [];
      const remedy = "keep one of the two, or make it two statements: conditions must all hold";
      return [{ condition: other.condition, beside: one.condition, because, remedy }];
    }),
  );
}

function byKey(tests: readonly Test[]): ReadonlyMap<string, readonly Test[]> {
  const groups = new Map<string, Test[]>();
  for (const test of tests) {
    const group = groups.get(test.key);
    if (group === undefined) groups.set(test.key, [test]);
    else group.push(test);
  }
  return groups;
}

/** A request through an endpoint has no aws:SourceIp, and one over the Internet nothing of an endpoint. */
function ofBothWays(tests: readonly Test[]): readonly Odd[] {
  const demanded = tests.filter(
    ({ condition, key }) =>
      wayOf(key) !== undefined && !condition.ifExists && condition.set === undefined && isPositive(condition),
  );
  const address = demanded.find(({ key }) => wayOf(key) === "internet");
  const endpoint = demanded.find(({ key }) => wayOf(key) === "endpoint");
  if (address === undefined || endpoint === undefined) return [];
  const name = String(endpoint.condition.key.value);
  const because = `a request with ${name} comes through an endpoint and has no aws:SourceIp`;
  const remedy =
    "make it two statements, one for the endpoint and one for the addresses, or both tests with IfExists";
  return [{ condition: address.condition, beside: endpoint.condition, because, remedy }];
}

function neverAlone(test: Test, asked: Asked): Alone | undefined {
  const { condition, kind, key, values, isKnown, isNegated } = test;
  const { ifExists, set } = condition;
  const name = String(condition.operator.value);
  if (set === "ForAllValues" || !isKnown) return undefined;
  if (values.length === 0)
    return isNegated || ifExists
      ? undefined
      : { because: `${name} without a value matches nothing`, remedy: "name the values" };
  if (kind === "null" && isSent(key, asked) && values.every((one) => /^true$/i.test(one)))
    return { because: `every request has ${key}`, remedy: "remove the statement, or test what was meant" };
  const isThere = isSent(key, asked) || key === "aws:sourceip" || set === "ForAnyValue";
  if (isNegated && isThere && !ifExists && takesAll(test))
    return { because: `${name} excludes every value`, remedy: "name what is to be excluded" };
  if (isNegated || ifExists) return undefined;
  return ofTime(test, asked) ?? ofNetwork(test, asked.statement) ?? ofValues(test, asked.statement);
}

function ofTime({ condition, kind, key, values }: Test, asked: Asked): Alone | undefined {
  if (isNow(key))
    return isOver(condition.base, values, asked)
      ? { because: "the time is over", remedy: "remove the statement, or write a later time" }
      : undefined;
  if (kind !== "number" || !values.every((value) => isBelowZero(condition.base, Number(value))))
    return undefined;
  return { because: `${String(condition.key.value)} is never less than 0`, remedy: "write a larger number" };
}

function ofNetwork(test: Test, statement: Statement | undefined): Alone | undefined {
  if (!areOfNobody(test, statement)) return undefined;
  return {
    because: "it is the public address of whoever asks; what comes through an endpoint has none",
    remedy:
      "name the public addresses, or test aws:VpcSourceIp, together with aws:SourceVpc or aws:SourceVpce",
    change: { key: "aws:VpcSourceIp" },
  };
}

function ofValues(test: Test, statement: Statement | undefined): Alone | undefined {
  const { key, values, condition } = test;
  const name = String(condition.key.value);
  if (isOfServices(key, statement))
    return {
      because: `${name} is of principals in an account, and a service of AWS is in none`,
      remedy: `test ${name.replace(/Principal/i, "Source")}, for whom the service acts`,
      change: { key: name.replace(/Principal/i, "Source") },
    };
  const form = impossible(test);
  if (form === undefined) return undefined;
  const because = `no request has such a value: ${form.is}`;
  const other = values.map((value) => form.keyOf?.(value));
  const [meant] = other;
  if (meant !== undefined && other.every((one) => one === meant))
    return { because, remedy: `test ${meant}`, change: { key: meant } };
  return {
    because,
    remedy: "write it so",
    ...(form.meant === undefined ? {} : { change: { value: form.meant } }),
  };
}

/** The form that none of the values has; undefined where one has it, or there is none. */
export function impossible({ kind, key, values, condition, hasPatterns }: Test): Form | undefined {
  const form = kind === "text" ? formOf(key) : undefined;
  if (form === undefined || values.length === 0) return undefined;
  const isCaseless = condition.base.endsWith("IgnoreCase");
  return values.every((value) => isImpossible(value, form, hasPatterns, isCaseless)) ? form : undefined;
}

/** These are reached from within a network, by its own addresses. */
const WITHIN =
  /^(elasticfilesystem:client|kafka-cluster:|rds-db:|neptune-db:|es:eshttp|vpc-lattice-svcs:|execute-api:|elasticache:connect|memorydb:connect|dsql:dbconnect)/i;

/** Whether all addresses are private, where requests come over the Internet. */
export function areOfNobody({ kind, key, values }: Test, statement: Statement | undefined): boolean {
  if (kind !== "address" || key !== "aws:sourceip") return false;
  const ranges = rangesOf(values);
  if (ranges.length === 0 || ranges.length !== values.length || !ranges.every(isPrivate)) return false;
  return !(statement?.actions ?? []).some(({ value }) => value === UNKNOWN || WITHIN.test(value));
}

function isOfServices(key: string, statement: Statement | undefined): boolean {
  if (!/^aws:principalorg(id|paths)$/.test(key) || statement === undefined) return false;
  return statement.principals.length > 0 && statement.principals.every(({ type }) => type === "Service");
}

export function isSent(key: string, { document }: Asked): boolean {
  return isAlwaysSent(key, { haveToken: document === undefined || document.kind === "trust" });
}

function isOver(base: string, values: readonly string[], { today }: Asked): boolean {
  if (today === undefined || !/LessThan|^(Date|Numeric)Equals$/.test(base)) return false;
  return values.every((value) => timeOf(value) < Date.parse(`${today}T00:00:00Z`));
}

export function isNow(key: string): boolean {
  return key === "aws:currenttime" || key === "aws:epochtime";
}

function isBelowZero(base: string, value: number): boolean {
  return base === "NumericLessThan" ? value <= 0 : /^Numeric(LessThan)?Equals$/.test(base) && value < 0;
}

/** Whether one of the values, or all together, are every value. */
export function takesAll(test: Test): boolean {
  if (test.kind === "text") return test.globs.some((glob) => isAll(glob, test));
  return test.kind === "address" && areEverywhere(rangesOf(test.values));
}

/** Every ARN is every value of a key that holds one. */
export function isAll(glob: Glob, { key, condition }: Test): boolean {
  return (
    isEverything(glob) || ((condition.base.startsWith("Arn") || key.endsWith("arn")) && isEveryArn(glob))
  );
}
