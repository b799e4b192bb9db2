/** Reads one statement of a policy document. Pure. */
import { shown } from "../../../refusal/refusal";
import { UNKNOWN } from "../../value";
import type { Condition, Document, ElementName, Kind, Place, Principal, Statement, Text } from "./document";
import { tellForms } from "./forms";
import { principalTypes } from "./principal";
import { entriesOf, kindOf, type Placed, type Reader } from "./reader";
import { EFFECTS, ELEMENTS, operatorOf, PRINCIPAL_TYPES, wordOf } from "./words";

type Elements = ReadonlyMap<ElementName, Placed>;

const TWINS: readonly (readonly [ElementName, ElementName])[] = [
  ["Action", "NotAction"],
  ["Resource", "NotResource"],
  ["Principal", "NotPrincipal"],
];

/** Of the services whose policies are on one thing, those that want it named all the same. */
const NAMES_ITSELF = /^(s3|sqs|sns|kms|secretsmanager|lambda|dynamodb|es):/i;

export function readStatement(
  reader: Reader,
  given: Placed,
  index: number,
  { kind, version }: Pick<Document, "kind" | "version">,
): Statement {
  reader.isComplete = true;
  const elements = reader.members("a statement", ELEMENTS, given);
  const get = (name: ElementName): Placed | undefined => elements.get(name);
  const sid = reader.word(get("Sid"), "a text");
  const effect: Statement["effect"] = readEffect(reader, get("Effect"));
  const statement: Statement = {
    index,
    place: given.place,
    ...(sid === undefined ? {} : { sid }),
    effect,
    actions: reader.texts(get("Action"), "an action, as s3:GetObject"),
    notActions: reader.texts(get("NotAction"), "an action, as s3:GetObject"),
    resources: reader.texts(get("Resource"), "an ARN or *"),
    notResources: reader.texts(get("NotResource"), "an ARN or *"),
    principals: readPrincipals(reader, get("Principal")),
    notPrincipals: readPrincipals(reader, get("NotPrincipal")),
    conditions: readConditions(reader, get("Condition")),
    has: new Set(elements.keys()),
    isComplete: true,
  };
  tellMissing(reader, given.place, elements, kind, statement);
  tellForms(reader, statement, get("Sid"), { kind, hasVariables: version === "2012-10-17" });
  return { ...statement, isComplete: reader.isComplete };
}

/** A statement of which nothing is known yet: it may be any. */
export function unknownStatement(index: number, place: Place): Statement {
  const unknown: Text = { value: UNKNOWN, place };
  return {
    index,
    place,
    effect: UNKNOWN,
    actions: [unknown],
    notActions: [],
    resources: [unknown],
    notResources: [],
    principals: [{ type: UNKNOWN, text: unknown }],
    notPrincipals: [],
    conditions: [unknownCondition(place)],
    has: new Set(),
    isComplete: false,
  };
}

function readEffect(reader: Reader, given: Placed | undefined): Statement["effect"] {
  if (given?.node.is === "unknown") {
    reader.isComplete = false;
    return UNKNOWN;
  }
  const text = reader.word(given, "Allow or Deny");
  if (text === undefined || given === undefined) return undefined;
  const effect = wordOf(EFFECTS, text);
  if (effect !== text)
    reader.wrong(effect === undefined ? "value" : "case", given.place, [
      "Allow or Deny",
      shown(text),
      effect === undefined ? "write one of them" : `write ${effect}`,
    ]);
  return effect;
}

function readPrincipals(reader: Reader, given: Placed | undefined): readonly Principal[] {
  if (given === undefined) return [];
  const { node, place } = given;
  if (node.is === "unknown") return [{ type: UNKNOWN, text: reader.unknown(place) }];
  const rule = '"*", or an object with AWS, Service, Federated or CanonicalUser';
  if (node.is === "object") {
    if (node.members.length === 0)
      reader.wrong("empty", place, [rule, "an empty object", "name who it is for"]);
    return reader.anyMembers("Principal", given).flatMap(({ name, ...who }) => {
      const type = principalType(reader, name, who);
      return reader.texts(who, "a principal").map((text) => ({ type, text }));
    });
  }
  const isEmpty = node.is === "text" ? node.value === "" : node.is === "list" && node.entries.length === 0;
  if (isEmpty) reader.wrong("empty", place, [rule, kindOf(node), "name who it is for"]);
  else if (node.is !== "text" || node.value !== "*")
    reader.wrong("type", place, [rule, kindOf(node), "mend it"]);
  // Everybody is everybody, however wrongly it is written.
  return entriesOf(given).flatMap((entry): Principal[] => {
    if (entry.node.is === "unknown") return [{ type: UNKNOWN, text: reader.unknown(entry.place) }];
    if (entry.node.is !== "text" || entry.node.value === "") return [];
    const type = entry.node.value === "*" ? "*" : (principalTypes(entry.node.value)[0] ?? "AWS");
    return [{ type, text: { value: entry.node.value, place: entry.place } }];
  });
}

function principalType(reader: Reader, name: string, { place }: Placed): string {
  const type = wordOf(PRINCIPAL_TYPES, name);
  if (type === undefined || type === "*") {
    const rule = "AWS, Service, Federated or CanonicalUser";
    reader.wrong("unknown-element", place, [rule, shown(name), "name a kind of principal"]);
  } else if (type !== name)
    reader.wrong("case", place, [`written ${type}`, shown(name), "write it as IAM does"]);
  return type ?? name;
}

function readConditions(reader: Reader, given: Placed | undefined): readonly Condition[] {
  if (given === undefined) return [];
  const operators = blocks(reader, given, "an object of condition operators", "Condition");
  if (operators === UNKNOWN) return [unknownCondition(given.place)];
  return operators.flatMap(({ name, ...operatorAt }): readonly Condition[] => {
    const operator = { value: name, place: operatorAt.place };
    const parts = operatorOf(name);
    const keys = blocks(reader, operatorAt, "an object of condition keys", name);
    if (keys === UNKNOWN) {
      const unknown: Text = { value: UNKNOWN, place: operatorAt.place };
      return [{ operator, ...parts, key: unknown, values: [unknown], place: operatorAt.place }];
    }
    return keys.map(({ name: key, ...keyAt }) => ({
      operator,
      ...parts,
      key: { value: key, place: keyAt.place },
      values: reader.texts(keyAt, "a text, a number or a boolean", true),
      place: keyAt.place,
    }));
  });
}

/** The members of an object under names of any kind. */
function blocks(
  reader: Reader,
  given: Placed,
  rule: string,
  owner: string,
): readonly (Placed & { readonly name: string })[] | typeof UNKNOWN {
  if (given.node.is === "unknown") {
    reader.isComplete = false;
    return UNKNOWN;
  }
  if (given.node.is !== "object") {
    reader.wrongType(given, rule);
    return [];
  }
  if (given.node.members.length === 0)
    reader.wrong("empty", given.place, [rule, "an empty object", "fill it or remove it"]);
  return reader.anyMembers(owner, given);
}

function unknownCondition(place: Place): Condition {
  const unknown: Text = { value: UNKNOWN, place };
  return {
    operator: unknown,
    set: undefined,
    base: "",
    ifExists: false,
    key: unknown,
    values: [unknown],
    place,
  };
}

function tellMissing(
  reader: Reader,
  place: Place,
  elements: Elements,
  kind: Kind,
  { actions }: Pick<Statement, "actions">,
): void {
  const wants = (name: ElementName, got: string, remedy: string): void => {
    reader.wrong("missing-element", place, [`a statement with ${name}`, got, remedy]);
  };
  const either = (one: ElementName, not: ElementName): boolean => elements.has(one) || elements.has(not);
  for (const [one, not] of TWINS) {
    const second = elements.get(not);
    if (elements.has(one) && second !== undefined)
      reader.wrong("both-elements", second.place, [
        `left out where there is ${one}`,
        `both ${one} and ${not}`,
        "keep one of them",
      ]);
  }
  if (!elements.has("Effect")) wants("Effect", "none", "write Allow or Deny");
  if (!either("Action", "NotAction")) wants("Action", "neither Action nor NotAction", "name the actions");
  const isOfResource = kind === "resource" || kind === "trust";
  if (isOfResource && !either("Principal", "NotPrincipal"))
    wants("Principal", "none", "say who it is for: a policy of this kind is for nobody otherwise");
  const wantsResource =
    kind === "resource"
      ? actions.some(({ value }) => typeof value === "string" && NAMES_ITSELF.test(value))
      : kind !== "trust";
  if (wantsResource && !either("Resource", "NotResource"))
    wants("Resource", "neither Resource nor NotResource", "name the resources by their ARNs");
  const unfit: readonly ElementName[] =
    kind === "trust" ? ["Resource", "NotResource"] : isOfResource ? [] : ["Principal", "NotPrincipal"];
  for (const name of unfit) {
    const found = elements.get(name);
    if (found !== undefined)
      reader.wrong("unfit-element", found.place, [
        kind === "trust" ? "left out of a trust policy" : "left out of a policy of this kind",
        name,
        kind === "trust"
          ? "remove it: the role is the resource"
          : "remove it: who has the policy is the principal",
      ]);
  }
}
