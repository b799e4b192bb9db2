/** Few words for what is most likely meant: what stands in a fix instead of every action. Pure. */
import { UNKNOWN } from "../value";
import { conditionKey, hasConditionKey } from "./data/condition-keys";
import { changes } from "./data/matching";
import type { Action } from "./data/reference";
import { service } from "./data/services";
import type { Document, Statement } from "./model";
import { readingOf } from "./reasoning/cancelled";
import { isEveryResource, mayBeOfType } from "./reasoning/resources";

/** What nobody would read to the end is no help. */
const MOST = 25;
/** Others read, too, but nobody means them: `dynamodb:ConditionCheckItem`, `ec2:Export…`. */
const VERBS =
  /^(Batch(?:Get|Describe)|Describe|Filter|Get|List|Lookup|PartiQLSelect|Query|Receive(?=[A-Z])|Scan|Search|Select|View)/;

/** `s3:Get*` where all that begins so only looks, else names; of what can be about the resources, and has the keys. */
export function readingActions(prefix: string, statement: Statement, document: Document): readonly string[] {
  const all = service(prefix)?.allActions ?? [];
  const isOnThese = onThese(statement, document);
  const patterns = new Map<string, boolean>();
  const isPattern = (verb: string): boolean => {
    const known = patterns.get(verb);
    if (known !== undefined) return known;
    const begun = all.filter(({ name }) => name.startsWith(verb));
    const found = begun.length > 1 && !begun.some(changes);
    patterns.set(verb, found);
    return found;
  };
  const words = new Set<string>();
  for (const action of all) {
    const [verb] = VERBS.exec(action.name) ?? [];
    if (verb === undefined || words.has(`${prefix}:${verb}*`) || changes(action)) continue;
    if (isOnThese(action) && hasKeys(action, statement))
      words.add(`${prefix}:${isPattern(verb) ? `${verb}*` : action.name}`);
  }
  return words.size > MOST ? [] : [...words];
}

function hasKeys(action: Action, { conditions }: Statement): boolean {
  return conditions.every(
    ({ key: { value } }) =>
      value === UNKNOWN || conditionKey(value) === undefined || hasConditionKey(action, value),
  );
}

function onThese({ resources, has }: Statement, document: Document): (action: Action) => boolean {
  const reading = readingOf(document);
  const texts = resources.flatMap(({ value }) => (value === UNKNOWN ? [] : [value]));
  if (!has.has("Resource") || texts.some((text) => isEveryResource(text, reading))) return () => true;
  const types = new Map<string, boolean>();
  return (action) =>
    action.resourceTypes.some(({ type }) => {
      const known = types.get(type);
      if (known !== undefined) return known;
      const formats = service(action.service)?.resourceTypes.get(type)?.arns ?? [];
      const found = texts.some((text) => mayBeOfType(text, formats, reading));
      types.set(type, found);
      return found;
    });
}

/** The services whose ARNs stand there. */
export function servicesOf({ resources }: Statement): readonly string[] {
  const found = resources.flatMap(({ value }) => {
    const [, vendor] = value === UNKNOWN ? [] : (/^arn:[^:]+:([a-z0-9-]+):/.exec(value) ?? []);
    return vendor === undefined ? [] : [vendor];
  });
  return [...new Set(found)];
}

/** How such principals assume a role. */
export function assumingActions({ principals }: Statement): readonly string[] {
  if (principals.length === 0) return [];
  if (!principals.every(({ type }) => type === "Federated")) return ["sts:AssumeRole"];
  const isSaml = principals.every(
    ({ text: { value } }) => value !== UNKNOWN && value.includes(":saml-provider/"),
  );
  return [isSaml ? "sts:AssumeRoleWithSAML" : "sts:AssumeRoleWithWebIdentity"];
}
