/**
 * Puts tags on a resource that can be derived from where it stands, where nobody gave them: for those who ask for it.
 * The inputs are those of the engine, in which secrets stay secret and what is unknown stays so. Pure.
 */
import { shown, type Problem } from "../../refusal/refusal";
import { isValues, Secret, Unknown, type Value, type Values } from "../../wire/values";
import { textByName, type Setting } from "../configuration/setting";
import type { SentResource } from "../rule";
import { parsedJson } from "../value";
import { GROUP, taggable } from "./carried";

type ByName = Readonly<Record<string, string>>;

/** By key, the value a missing tag gets; `{project}` and `{stack}` stand for the names of both. */
export const derivable: Setting<ByName> = {
  ...textByName(
    "Tags that a resource gets where it lacks them, once the level is remediate: by key the value, in which {project} and {stack} stand for their names. None where it is not given.",
    {},
  ),
  problems: (values, path) =>
    Object.entries(values).flatMap(([key, value]) => unknownNames(value, `${path}.${key}`)),
};

/**
 * New inputs with the tags that it lacks, in `tags` and in the sum `tagsAll` alike, or in the list of a group. What is
 * there is never overwritten, nor is a key added that is there in another case.
 *
 * @returns undefined where nothing is to be done, and where one cannot know what it has
 */
export function withDerivedTags(
  { type, inputs, provider }: SentResource,
  derive: ByName,
  names: { readonly project: string; readonly stack: string },
): Values | undefined {
  if (!taggable.has(type)) return undefined;
  const had = type === GROUP ? keysOfList(inputs["tags"]) : keysOfMaps(inputs, provider);
  if (had === undefined) return undefined;
  const there = new Set(had.map((key) => key.toLowerCase()));
  const missing = Object.entries(derive)
    .filter(([key]) => !there.has(key.toLowerCase()))
    .map(([key, value]): [string, string] => [key, filled(value, names)]);
  if (missing.length === 0) return undefined;
  if (type === GROUP) {
    const entries = missing.map(([key, value]) => ({ key, value, propagateAtLaunch: true }));
    return { ...inputs, tags: inside(inputs["tags"] ?? [], (list) => [...asList(list), ...entries]) };
  }
  const added = Object.fromEntries(missing);
  const add = (map: Value): Value => (isValues(map) ? { ...map, ...added } : map);
  const { tagsAll } = inputs;
  return {
    ...inputs,
    tags: inside(inputs["tags"] ?? {}, add),
    ...(tagsAll === undefined || tagsAll === null ? {} : { tagsAll: inside(tagsAll, add) }),
  };
}

/** The keys it has or gets; undefined where one of them cannot be known. */
function keysOfMaps({ tags, tagsAll }: Values, { defaultTags }: Values): readonly string[] | undefined {
  const own = keysOf(tags);
  if (own === undefined) return undefined;
  // The provider's own sum says all; where it is unknown or not there, what it is made of does.
  const sum = (tagsAll ?? undefined) === undefined ? undefined : keysOf(tagsAll);
  const others = sum ?? keysOf(tagsOf(defaultTags));
  return others === undefined ? undefined : [...own, ...others];
}

/** They reach us as JSON text. */
function tagsOf(defaultTags: Value | undefined): Value | undefined {
  const given = open(defaultTags);
  const read = typeof given === "string" ? (parsedJson(given) as Value | undefined) : given;
  return read !== undefined && isValues(read) ? read["tags"] : read;
}

/** None where nothing is given, undefined for what is not known or no map. */
function keysOf(map: Value | undefined): readonly string[] | undefined {
  const given = open(map);
  if (given === undefined || given === null) return [];
  return isValues(given) ? Object.keys(given) : undefined;
}

function keysOfList(list: Value | undefined): readonly string[] | undefined {
  const given = open(list);
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) return undefined;
  const keys = given.map((entry) => {
    const tag = open(entry);
    const key = tag !== undefined && isValues(tag) ? open(tag["key"]) : undefined;
    return typeof key === "string" ? key : undefined;
  });
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function open(value: Value | undefined): Value | undefined {
  return value instanceof Secret ? open(value.value) : value;
}

/** The same at the value that a secret keeps, and a secret again; what is unknown stays so. */
function inside(value: Value, change: (value: Value) => Value): Value {
  if (value instanceof Secret) return new Secret(inside(value.value, change));
  return value instanceof Unknown ? value : change(value);
}

function asList(value: Value): Value[] {
  return Array.isArray(value) ? value : [];
}

const NAME = /\{([^{}]*)\}/g;

function filled(template: string, names: Readonly<Record<"project" | "stack", string>>): string {
  return template.replace(NAME, (text, name: string) =>
    name === "project" || name === "stack" ? names[name] : text,
  );
}

function unknownNames(template: string, property: string): readonly Problem[] {
  const names = [...template.matchAll(NAME)].map(([, name = ""]) => name);
  if (names.every((name) => name === "project" || name === "stack")) return [];
  const rule = "a text in which only {project} and {stack} stand in braces";
  return [{ property, rule, got: shown(template), remedy: "mend it" }];
}
