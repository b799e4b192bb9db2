/** What an IAM policy document is once it is read, whatever form it was given in. Pure. */
import type { UNKNOWN, Value } from "../../value";

/** Where a document applies, which decides what may stand in it. */
export const KINDS = ["identity", "trust", "resource", "boundary", "scp"] as const;
export type Kind = (typeof KINDS)[number];

/** Where something stands in its document. */
export interface Place {
  /** As the document writes it: `Statement[1].Action[0]`; `""` for the document itself. */
  readonly path: string;
  /** Counted from 1; only where the document was given as JSON text. */
  readonly line?: number;
  readonly column?: number;
}

/** The exact words; UNKNOWN where any part of them is not known yet. */
export interface Text {
  readonly value: string | typeof UNKNOWN;
  readonly place: Place;
}

export type ElementName =
  | "Sid"
  | "Effect"
  | "Action"
  | "NotAction"
  | "Resource"
  | "NotResource"
  | "Principal"
  | "NotPrincipal"
  | "Condition";

/** A statement. One that is not known at all has UNKNOWN as its effect and as its only action, resource and principal. */
export interface Statement {
  /** Its position, 0 for one that stands in no list. */
  readonly index: number;
  readonly sid?: string;
  readonly place: Place;
  /** Undefined where none is given, or another word. */
  readonly effect: "Allow" | "Deny" | typeof UNKNOWN | undefined;
  readonly actions: readonly Text[];
  readonly notActions: readonly Text[];
  readonly resources: readonly Text[];
  readonly notResources: readonly Text[];
  readonly principals: readonly Principal[];
  readonly notPrincipals: readonly Principal[];
  /** All of them must hold. */
  readonly conditions: readonly Condition[];
  /** Which elements are given, whatever stands in them. */
  readonly has: ReadonlySet<ElementName>;
  /** Whether nothing in it is UNKNOWN. */
  readonly isComplete: boolean;
}

/** Who; `"Principal": "*"` is of the type `*`. */
export interface Principal {
  /** AWS, Service, Federated, CanonicalUser, `*`, another word that stands there, or UNKNOWN. */
  readonly type: string | typeof UNKNOWN;
  readonly text: Text;
}

/** One operator on one key; one of the values must match, or none where the operator is negated. */
export interface Condition {
  /** As written: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: Text;
  readonly set: "ForAnyValue" | "ForAllValues" | undefined;
  /** Without what stands before and after, in IAM's case: `StringLike`; as written where IAM has none, `""` where it is unknown. */
  readonly base: string;
  readonly ifExists: boolean;
  readonly key: Text;
  /** Numbers and booleans as texts, as AWS takes them. */
  readonly values: readonly Text[];
  /** Of the key. */
  readonly place: Place;
}

/** What of a document is no policy, or is refused by AWS whatever it is about. */
export interface Defect {
  readonly what:
    | "json" // the text is no JSON
    | "type" // a value of a kind that cannot stand there
    | "value" // a word that is none of those that can
    | "case" // the right word in the wrong case
    | "unknown-element"
    | "missing-element"
    | "unfit-element" // it has no place in a document of this kind
    | "both-elements" // Action and NotAction, …
    | "doubled" // a JSON key written twice: the last one counts
    | "empty"
    | "deep"; // nested deeper than any policy: it was not read
  readonly place: Place;
  /** The statement it is in. */
  readonly statement?: number;
  /** As in a Problem. */
  readonly rule: string;
  readonly got: string;
  readonly remedy: string;
}

export interface Document {
  readonly kind: Kind;
  readonly id?: string;
  readonly version?: string;
  /** Whether there is one, known or not. */
  readonly hasVersion: boolean;
  readonly statements: readonly Statement[];
  /** In characters without white space, as IAM counts; at least, where something is UNKNOWN. */
  readonly size: number;
  /** The same with white space, as it was written. */
  readonly length: number;
  /** In the order they stand there; 100 at most. */
  readonly defects: readonly Defect[];
  readonly source: Value;
}
