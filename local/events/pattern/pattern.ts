/**
 * Event patterns: which events a rule is for. Pure.
 * Sources: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern.html and, for lists in events,
 * the README of aws/event-ruler, which EventBridge runs on.
 */
import { Refusal, shown, type Problem } from "../../../refusal/refusal";
import { filterOf, Misfit, type Filter, type Leaf } from "./filters";

/** Whether an event, as parsed JSON, fits. */
export type EventPattern = (event: unknown) => boolean;

const REMEDY = "see the comparison operators of EventBridge's event patterns";

/**
 * Reads a pattern as it stands in a rule.
 *
 * @throws Refusal with everything that is wrong with it
 */
export function eventPattern(text: string): EventPattern {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Refusal({ property: "EventPattern", rule: "JSON", got: shown(text), remedy: REMEDY });
  }
  const problems: Problem[] = [];
  const matches = fields(json, "EventPattern", (property, rule, got) => {
    problems.push({ property, rule, got: shown(got), remedy: REMEDY });
  });
  if (problems.length > 0) throw new Refusal(...problems);
  return matches;
}

type Complain = (property: string, rule: string, got: unknown) => void;

/** All fields of a pattern's object. */
function fields(pattern: unknown, at: string, complain: Complain): EventPattern {
  if (!isObject(pattern) || Object.keys(pattern).length === 0) {
    complain(at, "an object with a field", pattern);
    return () => false;
  }
  const tests = Object.entries(pattern).map(([name, below]) => {
    const path = `${at}.${name}`;
    if (name === "$or" && Array.isArray(below)) return alternatives(below, path, complain);
    const test = Array.isArray(below) ? leaf(below, path, complain) : fields(below, path, complain);
    return (event: unknown) => test(isObject(event) && Object.hasOwn(event, name) ? event[name] : undefined);
  });
  // Of a list of objects, one must have all of it.
  return (event) => elements(event).some((one) => tests.every((test) => test(one)));
}

function alternatives(entries: readonly unknown[], at: string, complain: Complain): EventPattern {
  if (entries.length < 2) complain(at, "a list of two objects or more", entries);
  const tests = entries.map((entry, index) => fields(entry, `${at}[${index}]`, complain));
  return (event) => tests.some((test) => test(event));
}

function leaf(entries: readonly unknown[], at: string, complain: Complain): EventPattern {
  if (entries.length === 0) complain(at, "a list with an entry", entries);
  const filters = entries.flatMap((entry, index): Filter[] => {
    const filter = filterOf(entry);
    if (!(filter instanceof Misfit)) return [filter];
    complain(`${at}[${index}]${filter.at}`, filter.rule, entry);
    return [];
  });
  return (value) => elements(value).some((one) => filters.some((filter) => filter(leafOf(one))));
}

/** An object is no leaf: a field that holds one is not there. */
function leafOf(value: unknown): Leaf {
  return isObject(value) ? undefined : (value as Leaf);
}

/** A list's entries, also of lists in it; of anything else itself. An empty list is as nothing. */
function elements(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return [value];
  const all = (value as unknown[]).flat(Infinity);
  return all.length === 0 ? [undefined] : all;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
