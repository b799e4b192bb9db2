/** An object's tags: a map in the program, a list for most of AWS. */
import { isValues, type Values } from "../../wire/values";
import { asText, type Mirror } from "./mirrored";

export interface Tag {
  Key: string;
  Value: string;
}

/** The tags of an object, those of the provider's configuration among them. */
export function tagsOf(properties: Values): Record<string, string> {
  const { tagsAll = {} } = properties;
  if (!isValues(tagsAll)) return {};
  return Object.fromEntries(Object.entries(tagsAll).map(([key, value]) => [key, asText(value)]));
}

export function tagList(properties: Values): Tag[] {
  return Object.entries(tagsOf(properties)).map(([Key, Value]) => ({ Key, Value }));
}

/** The keys of tags that `before` has and `after` has not. */
export function lostTags(before: Values, after: Values): string[] {
  const kept = tagsOf(after);
  return Object.keys(tagsOf(before)).filter((key) => !Object.hasOwn(kept, key));
}

/** The other way round; those of AWS's own are not the program's. */
export function tagMap(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Values {
  const own = (tags ?? []).filter(({ Key = "" }) => !Key.startsWith("aws:"));
  return Object.fromEntries(own.map(({ Key = "", Value = "" }) => [Key, Value]));
}

/** Where they are sent: takes away those that are lost, and sets those that are there. */
export async function retag(
  { properties }: Mirror,
  sent: ReadonlySet<string>,
  before: Values,
  untag: (keys: string[]) => Promise<unknown>,
  tag: (tags: Tag[]) => Promise<unknown>,
): Promise<void> {
  if (!sent.has("tags")) return;
  const lost = lostTags(before, properties);
  if (lost.length > 0) await untag(lost);
  const tags = tagList(properties);
  if (tags.length > 0) await tag(tags);
}
