/**
 * Every set of tags that a resource carries, or gives to what it makes: from `tags`, the provider's default tags and
 * their sum `tagsAll`, lists, launch templates and volumes. What all rules on tags read. Pure.
 */
import { singleTags, tagPaths } from "../aws/tag-paths";
import { taggableTypes } from "../aws/taggable-types";
import { at } from "../iam/grants";
import type { Resource } from "../rule";
import { isList, isValues, parsedJson, UNKNOWN, type Value, type Values } from "../value";

/** Its tags are a list, and the default tags of the provider do not reach them. */
export const GROUP = "aws:autoscaling/group:Group";
export const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
/** What holds default tags: they are judged there, once, and not at every resource that gets them. */
export const PROVIDER = "pulumi:providers:aws";

/** The types whose own tags are judged. */
export const taggable: ReadonlySet<string> = new Set([...taggableTypes, GROUP]);

/** All types at which tags are given. */
export const tagging: ReadonlySet<string> = new Set([
  ...taggable,
  ...Object.keys(tagPaths),
  ...Object.keys(singleTags),
  PROVIDER,
]);

export interface Tag {
  readonly key: string;
  readonly value: Value;
  /** Where the two stand: both as `tags.Owner`, in a list as `tags[0].key` and `tags[0].value`. */
  readonly keyAt: string;
  readonly valueAt: string;
  /** Whether it comes from the provider, and is not overridden. */
  readonly isDefault: boolean;
  /** Only in the list of a group: whether its instances get it, too. */
  readonly propagateAtLaunch?: Value;
}

export interface TagSet {
  /** Where it stands, or would stand: `tags`, `tagSpecifications[0].tags`. */
  readonly property: string;
  /** What gets these tags: the resource itself, or what it makes, as `instance`, `volume`. */
  readonly of: string | typeof UNKNOWN;
  /** In a list a key can stand twice. */
  readonly tags: readonly Tag[];
  /** Whether there may be more, of keys that are not known yet. */
  readonly isOpen: boolean;
}

/** The set of what a resource itself carries comes first. */
export function carried(resource: Resource): readonly TagSet[] {
  const { type, inputs } = resource;
  return [
    ...ownSets(resource),
    ...(type === TEMPLATE ? specified(inputs["tagSpecifications"]) : []),
    ...Object.entries(tagPaths[type] ?? {}).flatMap(([path, of]) =>
      at(inputs, path).map(({ property, value }) => mapSet(property, of, value)),
    ),
  ];
}

/** What all resources of a provider get, which reaches us as JSON text. */
export function defaultTags({ defaultTags: given }: Values): Value {
  const read = typeof given === "string" ? parsedJson(given) : given;
  return isValues(read) ? read["tags"] : read;
}

/** A set of default tags below what is given. */
export function withDefaults(set: TagSet, provider: Values): TagSet {
  const defaults = mapSet(DEFAULTS, set.of, defaultTags(provider), true);
  const given = new Set(set.tags.map(({ key }) => key));
  return {
    ...set,
    tags: [...defaults.tags.filter(({ key }) => !given.has(key)), ...set.tags],
    isOpen: set.isOpen || defaults.isOpen,
  };
}

/** Tags nobody gave. */
export function noTags(property: string, of: string): TagSet {
  return { property, of, tags: [], isOpen: false };
}

const ITSELF = "resource";
const DEFAULTS = "defaultTags.tags";

function ownSets(resource: Resource): readonly TagSet[] {
  const { type, inputs } = resource;
  if (type === GROUP) return [listSet(inputs["tags"])];
  if (type === PROVIDER) return [mapSet(DEFAULTS, ITSELF, defaultTags(inputs))];
  if (Object.hasOwn(singleTags, type)) return [single(inputs, singleTags[type])];
  return taggableTypes.has(type) ? [summed(resource)] : [];
}

/** The provider's own sum where there is one, which leaves out what it ignores; as a whole it is unknown when one value is. */
function summed({ inputs: { tags, tagsAll }, provider }: Resource): TagSet {
  const given = mapSet("tags", ITSELF, tags);
  if (!isValues(tagsAll)) return withDefaults(given, provider);
  const known = new Map(withDefaults(given, provider).tags.map((tag) => [tag.key, tag]));
  const sum = mapSet("tagsAll", ITSELF, tagsAll);
  return {
    ...given,
    tags: sum.tags.map((tag) => ({ ...(known.get(tag.key) ?? tag), value: tag.value })),
    isOpen: false,
  };
}

function mapSet(property: string, of: TagSet["of"], tags: Value, isDefault = false): TagSet {
  const entries = isValues(tags) ? Object.entries(tags) : [];
  return {
    property,
    of,
    tags: entries.map(([key, value]) => {
      const where = `${property}.${key}`;
      return { key, value, keyAt: where, valueAt: where, isDefault };
    }),
    isOpen: tags === UNKNOWN,
  };
}

function listSet(tags: Value): TagSet {
  const entries: readonly Value[] = isList(tags) ? tags : [tags];
  const known = entries.map((entry, index) =>
    isValues(entry) ? tagOf(entry, isList(tags) ? `tags[${index}]` : "tags") : entry,
  );
  return {
    property: "tags",
    of: ITSELF,
    tags: known.filter((tag) => isTag(tag)),
    isOpen: known.includes(UNKNOWN),
  };
}

function single(inputs: Values, name: string | undefined): TagSet {
  const holder = name === undefined ? inputs : inputs[name];
  const tag = isValues(holder) ? tagOf(holder, name ?? "") : holder;
  return {
    property: name ?? "key",
    of: ITSELF,
    tags: isTag(tag) ? [tag] : [],
    isOpen: tag === UNKNOWN,
  };
}

/** A tag that is written as key and value; UNKNOWN where one cannot know which it is, undefined where it is none. */
function tagOf({ key, value, propagateAtLaunch }: Values, where: string): Tag | typeof UNKNOWN | undefined {
  if (typeof key !== "string") return key === UNKNOWN ? UNKNOWN : undefined;
  const below = (name: string): string => (where === "" ? name : `${where}.${name}`);
  return { key, value, keyAt: below("key"), valueAt: below("value"), isDefault: false, propagateAtLaunch };
}

function isTag(tag: unknown): tag is Tag {
  return typeof tag === "object" && tag !== null && "keyAt" in tag;
}

/** What a launch template gives to what is made from it; default tags do not reach it. */
function specified(specifications: Value): readonly TagSet[] {
  if (specifications === UNKNOWN)
    return [{ property: "tagSpecifications", of: UNKNOWN, tags: [], isOpen: true }];
  if (!isList(specifications)) return [];
  return specifications.flatMap((entry, index): TagSet[] => {
    const property = `tagSpecifications[${index}]`;
    if (entry === UNKNOWN) return [{ property, of: UNKNOWN, tags: [], isOpen: true }];
    if (!isValues(entry)) return [];
    const { resourceType: of, tags } = entry;
    return typeof of === "string" || of === UNKNOWN ? [mapSet(`${property}.tags`, of, tags)] : [];
  });
}
