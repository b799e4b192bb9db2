/**
 * Which Lambda function an input means, told by its text or, where a preview does not know that yet, by the resources
 * whose outputs are in it. Pure.
 */
import type { StackResource } from "../rule";
import { UNKNOWN, type Value } from "../value";

export const FUNCTION = "aws:lambda/function:Function";
export const ALIAS = "aws:lambda/alias:Alias";

/** A function as a text names it. `qualifier` is a version or an alias; undefined is the function itself, $LATEST. */
export interface Named {
  readonly name: string;
  readonly qualifier: string | undefined;
}

/** An ARN, whole or from the account on, alone or in the ARN by which an API integration invokes. */
const ARN = /(?:^|:lambda:[\w-]+:)\d{12}:function:([\w-]+)(?::([^:/]+))?(?:$|\/)/;
const NAME = /^([\w-]+)(?::([^:/]+))?$/;

/** Undefined for what names no function, or one that only a variable of an API's stage tells. */
export function named(text: string): Named | undefined {
  const [, name, qualifier] = ARN.exec(text) ?? NAME.exec(text) ?? [];
  return name === undefined
    ? undefined
    : { name, qualifier: qualifier === "$LATEST" ? undefined : qualifier };
}

/** What an input of a resource tells of the function it means. */
export interface Meant {
  /** The function's name and URN, as far as they are told: two inputs that share one of them mean the same. */
  readonly keys: ReadonlySet<string>;
  /** UNKNOWN where the text is. */
  readonly qualifier: string | undefined | typeof UNKNOWN;
  /** The aliases whose outputs are in it; they count where the text is unknown. */
  readonly aliases: readonly StackResource[];
}

export type Stack = ReadonlyMap<string, StackResource>;

export function byUrn(resources: readonly StackResource[]): Stack {
  return new Map(resources.map((resource) => [resource.urn, resource]));
}

/** `property` is the input as a whole: `lambdaFunctions`, for the value of one of its entries. */
export function meant(resource: StackResource, property: string, value: Value, stack: Stack): Meant {
  if (typeof value === "string") {
    const told = named(value);
    return { keys: new Set(told && [told.name]), qualifier: told?.qualifier, aliases: [] };
  }
  if (value !== UNKNOWN) return { keys: new Set(), qualifier: undefined, aliases: [] };
  const within = dependencies(resource, property, stack);
  const aliases = within.filter(({ type }) => type === ALIAS);
  const functions = within.filter(({ type }) => type === FUNCTION);
  const keys = [...functions.flatMap(keysOf), ...aliases.flatMap((alias) => [...functionOf(alias, stack)])];
  return { keys: new Set(keys), qualifier: UNKNOWN, aliases };
}

/** What a function goes by. */
export function keysOf({ urn, inputs: { name } }: StackResource): readonly string[] {
  return typeof name === "string" ? [urn, name] : [urn];
}

/** What the function of an alias goes by. */
export function functionOf(alias: StackResource, stack: Stack): ReadonlySet<string> {
  const { functionName } = alias.inputs;
  const told = typeof functionName === "string" ? named(functionName)?.name : undefined;
  const functions = dependencies(alias, "functionName", stack).filter(({ type }) => type === FUNCTION);
  return new Set([...(told === undefined ? [] : [told]), ...functions.flatMap(keysOf)]);
}

function dependencies(
  { propertyDependencies }: StackResource,
  property: string,
  stack: Stack,
): readonly StackResource[] {
  return (propertyDependencies[property] ?? []).flatMap((urn) => stack.get(urn) ?? []);
}

export function shareOne(keys: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  return [...keys].some((key) => others.has(key));
}
