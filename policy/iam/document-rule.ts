/** A rule on one policy document: for the pack it is a rule on the resources that hold documents, too. Pure. */
import type { SettingsOf, Setting } from "../configuration/setting";
import type { Problem } from "../../refusal/refusal";
import type { About, Context, Finding, Own, Resource, ResourceRule, Severity } from "../rule";
import { UNKNOWN, type Values } from "../value";
import { documentPlaces, documentsIn, type FoundDocument } from "./document-places";
import { documentFrom, type Document, type Kind, type Place, type Statement } from "./model";
import { ownOf } from "./own";

/** What a rule on documents knows besides the document. */
export interface DocumentContext<Settings = unknown> {
  readonly settings: Settings;
  readonly isProduction: boolean;
  /** The day it is, as `2026-11-21`. */
  readonly today: string;
  readonly own: Own;
  /** Where the document stands in a resource; undefined where it is a file. */
  readonly holder?: { readonly resource: Resource; readonly property: string };
}

/** Something that is wrong with a document, or a place that cannot be judged before more of it is known. */
export type DocumentFinding =
  | (Omit<Problem, "property"> & {
      readonly place: Place;
      readonly statement?: Pick<Statement, "index" | "sid">;
      /** The actions that it is about, as written. */
      readonly actions?: readonly string[];
      /**
       * What would pass: the statement, or the statements, to put in its place; or members of the document, as its
       * Version, where no statement is wrong.
       */
      readonly fix?: Values | readonly Values[];
      /** Where it is not the rule's own, because something is not known. */
      readonly severity?: Severity;
      /** What was not known, or was taken for granted. */
      readonly because?: string;
    })
  | { readonly notEvaluated: Place; readonly because?: string };

/** What every rule on documents says of itself. */
export interface AboutDocuments extends About {
  /** The kinds of documents that it reads. */
  readonly kinds: readonly Kind[];
  /** What is allowed, or what is written wrongly. */
  readonly finds: "access" | "form";
}

export interface DocumentRule<Settings = unknown> extends ResourceRule<Settings>, AboutDocuments {
  /** The findings in a document of one of its kinds. */
  readonly checkDocument: (
    document: Document,
    context: DocumentContext<Settings>,
  ) => readonly DocumentFinding[];
}

/** A rule with its settings' types. */
export function documentRule<const S extends Readonly<Record<string, Setting<unknown>>>>({
  check,
  ...about
}: AboutDocuments & {
  readonly settings: S;
  readonly check: (document: Document, context: DocumentContext<SettingsOf<S>>) => readonly DocumentFinding[];
}): DocumentRule {
  // Settings reach a rule only as its own schema has checked them.
  const checkDocument = check as unknown as DocumentRule["checkDocument"];
  const isItsOwn = ({ kind, onlyLimits }: Pick<FoundDocument, "kind" | "onlyLimits">): boolean =>
    about.kinds.includes(kind) && !(about.finds === "access" && onlyLimits === true);
  const types = [...documentPlaces].flatMap(([type, places]) => (places.some(isItsOwn) ? [type] : []));
  return {
    ...about,
    types: new Set(types),
    ofDocuments: true,
    checkDocument,
    check: (resource, context) =>
      documentsIn(resource.type, resource.inputs)
        .filter(isItsOwn)
        .flatMap((found) => inResource(found, resource, context, { ...about, checkDocument })),
  };
}

/** A document that is not known yet may allow anything; how it will be written is nobody's business before. */
function inResource(
  { property, value, kind }: FoundDocument,
  resource: Resource,
  { settings, isProduction, today, own }: Context,
  { finds, checkDocument }: Pick<DocumentRule, "finds" | "checkDocument">,
): readonly Finding[] {
  const document = documentFrom(value, kind);
  if (document === UNKNOWN) return finds === "access" ? [{ notEvaluated: property }] : [];
  const holder = { resource, property };
  const here = ownOf(own, resource.provider, resource.inputs);
  return checkDocument(document, { settings, isProduction, today, own: here, holder }).map((finding) =>
    findingIn(property, finding),
  );
}

/** A finding in a document as one of whatever holds it. */
export function findingIn(property: string, finding: DocumentFinding): Finding {
  const at = ({ path }: Place): string =>
    [property, path].filter((part) => part !== "").join(".") || "the document";
  if ("notEvaluated" in finding) return { ...finding, notEvaluated: at(finding.notEvaluated) };
  const { place, statement, rule, got, remedy, actions, fix, severity, because } = finding;
  const whole = because === undefined ? remedy : `${remedy} (${because})`;
  return {
    problem: { property: at(place), rule, got, remedy: whole },
    ...(severity === undefined ? {} : { severity }),
    ...(statement === undefined ? {} : { statement: nameOf(statement) }),
    ...(actions === undefined ? {} : { actions }),
    ...(fix === undefined ? {} : { fix: textOf(fix) }),
  };
}

/** As a suppression names it. */
export function nameOf({ sid, index }: Pick<Statement, "index" | "sid">): string {
  return sid === undefined || sid === "" ? `Statement[${index}]` : sid;
}

function textOf(fix: Values | readonly Values[]): string {
  const shown = (_name: string, value: unknown): unknown => (value === UNKNOWN ? "(not known yet)" : value);
  return JSON.stringify(fix, shown, 2);
}
