/**
 * What the local AWS knows about a type beyond its declaration: how the real provider names, replaces and updates
 * it. Every row says where that stands in the real provider's source.
 */
import { randomBytes } from "node:crypto";
import type { CloudObject } from "../store/store";
import { isValues, Unknown, type Value, type Values } from "../../../wire/values";

/** Where a resource lives. */
export interface Place {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

/** What a row may look at when a resource is made or changed. */
export interface Making {
  readonly inputs: Values;
  readonly place: Place;
  /** The object as it stood before an update; undefined when it is made. */
  readonly before?: Values;
  /** The top-level inputs an update changes; empty when it is made. */
  readonly changed: ReadonlySet<string>;
  /** The objects of a type that AWS holds, in the order in which they were made. */
  readonly held: Held;
}

export type Held = (type: string) => readonly CloudObject[];

export interface Row {
  readonly type: string;
  /**
   * The page of the real provider's source, at a commit; line numbers below are of this page: where it says so, or
   * where it names the function that does so.
   */
  readonly source: string;
  /** The identifier AWS gives. */
  readonly id: (making: Making) => string;
  readonly idLine: number;
  /** The properties that say where the identifier is unique, when it is not so by itself (a stage within its API). */
  readonly within?: readonly string[];
  /** The property that gets a derived name when none is given. */
  readonly autoName?: string;
  /** Makes a derived name into one the service takes, where it does not take every one. */
  readonly fit?: (name: string, inputs: Values) => string;
  /** What may exist only once, undefined for an object that has nothing of the kind, and AWS's words when it exists. */
  readonly unique?: { readonly key: (making: Making) => string | undefined; readonly error: string };
  /** The inputs whose change replaces the resource, each with its line. */
  readonly replaceOn: Readonly<Record<string, number>>;
  /** The inputs whose change replaces the resource only sometimes. */
  readonly replaceIf?: {
    readonly names: readonly string[];
    readonly line: number;
    readonly when: (before: Values, after: Values) => boolean;
  };
  /** Whether the old object goes before a new one comes, whatever its name. */
  readonly deletesFirst?: boolean;
  /**
   * What an update sends: `whole`, the complete object as the program has it, undoing what others changed meanwhile
   * (but tags go by themselves where nothing else changed); `changed`, only what differs; `none`, every change replaces.
   */
  readonly update: "whole" | "changed" | "none";
  readonly updateLine: number;
  /** What AWS adds to the inputs. */
  readonly computed: (making: Making, id: string) => Values;
  /** The outputs that an update of these inputs changes: unknown in its preview. */
  readonly moves?: (changed: ReadonlySet<string>, inputs: Values) => readonly string[];
  /** Why AWS would not make it, or change it so: `<code>: <message>`; undefined where it would. */
  readonly refuses?: (making: Making) => string | undefined;
  /** Why AWS would not delete it as things are: `<code>: <message>`; undefined where it would. */
  readonly keeps?: (object: CloudObject, held: Held) => string | undefined;
}

const TERRAFORM_PROVIDER = "https://github.com/hashicorp/terraform-provider-aws/blob";

/** The page of a file of the real provider at a commit. */
export function page(commit: string, file: string): string {
  return `${TERRAFORM_PROVIDER}/${commit}/${file}`;
}

export function arn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource}`;
}

/** For the services whose ARNs name no region (IAM, Route 53). */
export function globalArn(place: Place, service: string, resource: string): string {
  return `arn:${place.partition}:${service}::${place.account}:${resource}`;
}

/** Under which domain AWS serves a partition. */
export function dnsSuffix({ partition }: Pick<Place, "partition">): string {
  return partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

/** An identifier as EC2 gives it: `vpc-` and 17 hexadecimal digits. */
export function ec2Id(prefix: string): string {
  return `${prefix}-${randomBytes(9).toString("hex").slice(0, 17)}`;
}

/** An identifier as API Gateway gives it: ten letters and digits. */
export function gatewayId(): string {
  return BigInt(`0x${randomBytes(8).toString("hex")}`)
    .toString(36)
    .padStart(10, "0")
    .slice(-10);
}

/** An input as text; the empty text where it is not given. */
export function text(values: Values, key: string): string {
  const value = values[key];
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** Sixteen hexadecimal digits, as Elastic Load Balancing ends its ARNs. */
export function elbId(): string {
  return randomBytes(8).toString("hex");
}

/** Letters and digits in capitals, as IAM (`AIPA…`) and Route 53 (`Z…`) give them after a prefix. */
export function capitals(prefix: string, length: number): string {
  const digits = BigInt(`0x${randomBytes(16).toString("hex")}`)
    .toString(36)
    .toUpperCase();
  return prefix + digits.padStart(length, "0").slice(-length);
}

/** The object of that type with that identifier in that region. */
export function heldIn(held: Held, type: string, { region }: Place, id: string): CloudObject | undefined {
  return held(type).find(({ key }) => key === `${region}/${id}`);
}

/** A block with what AWS fills in of it; one that is not known yet stays so. */
export function filled(given: Value | undefined, defaults: Values): Value {
  if (given instanceof Unknown) return given;
  return isValues(given) ? { ...defaults, ...given } : defaults;
}

/** The texts in a list; none where there is no list. */
export function texts(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];
}
