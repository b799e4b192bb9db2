/**
 * The corpus of IAM documents, one JSON file each, with everything that the rules on documents must find in it and
 * with what they must not. It is written from IAM's semantics, before the rules, and read by the tests and by
 * scripts/bench-iam.mjs.
 */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Kind } from "../../../policy/iam/model";

/** The ids of the rules on one document. */
export const RULES = [
  "no-administrator-wildcard",
  "service-wildcard",
  "resource-wildcard",
  "allow-not-action",
  "allow-not-resource",
  "allow-not-principal",
  "public-principal",
  "foreign-account",
  "policy-grammar",
  "policy-version",
  "unknown-service",
  "unknown-action",
  "unknown-condition-key",
  "condition-key-of-action",
  "condition-operator",
  "resource-for-action",
  "malformed-arn",
  "foreign-arn",
  "duplicates",
  "empty-elements",
  "condition-never-holds",
  "condition-never-restricts",
  "policy-size",
] as const;

/** A finding on a statement by its index, or on the document as a whole. */
export interface Expected {
  readonly rule: string;
  readonly statement: number | null;
}

/** A finding that would be false, anywhere in the document where no statement is told. */
export interface MustNot {
  readonly rule: string;
  readonly statement?: number;
  readonly because: string;
}

export interface CorpusContext {
  readonly account?: string;
  readonly partition?: string;
  readonly regions?: readonly string[];
  readonly organization?: string;
  readonly trustedAccounts?: readonly string[];
}

export interface CorpusDocument {
  /** `<group>/<name>`. */
  readonly id: string;
  readonly about: string;
  readonly kind: Kind;
  /** What is known of the surroundings; nothing where it is not given. */
  readonly context?: CorpusContext;
  /** The policy as an object, or as JSON text where its very form matters: one of the two. */
  readonly document?: unknown;
  readonly text?: string;
  /** All that the rules find, no more and no less, as a set. */
  readonly expected: readonly Expected[];
  readonly mustNot: readonly MustNot[];
}

/** In the order of their ids. */
export function readCorpus(): readonly CorpusDocument[] {
  return readdirSync(__dirname, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json"))
    .map((path) => ({
      id: `${dirname(path)}/${basename(path, ".json")}`,
      ...(JSON.parse(readFileSync(join(__dirname, path), "utf8")) as Omit<CorpusDocument, "id">),
    }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** The policy as JSON text. */
export function textOf({ document, text }: CorpusDocument): string {
  return text ?? JSON.stringify(document, undefined, 2);
}
