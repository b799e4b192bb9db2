/** A statement that is no policy as the policy that was most likely meant. Pure. */
import { nearest } from "../../refusal/nearest";
import { isValues, UNKNOWN, type Value, type Values } from "../value";
import type { Kind } from "./model";
import { principalTypes } from "./model/principal";
import { EFFECTS, ELEMENTS, PRINCIPAL_TYPES, wordOf } from "./model/words";
import { listed, withNames, withTexts } from "./written";

/** What can be told from the words alone; the rest stays as it is. */
export function mended(statement: Values, kind: Kind): Values {
  const taken = new Set(Object.keys(statement));
  const named = withNames(statement, (name) => elementName(name, taken, kind));
  const { Sid: sid, Effect: effect, Principal: principal, NotPrincipal: notPrincipal } = named;
  const better: Values = {
    ...named,
    ...(typeof sid === "string" && kind !== "resource" && kind !== "scp" ? { Sid: ofLetters(sid) } : {}),
    ...(typeof effect === "string" ? { Effect: wordOf(EFFECTS, effect) ?? effect } : {}),
    ...(principal === undefined ? {} : { Principal: byType(principal) }),
    ...(notPrincipal === undefined ? {} : { NotPrincipal: byType(notPrincipal) }),
  };
  const ofRole = (action: string): Value => (/^sts:/i.test(action) ? action : undefined);
  return kind === "trust" ? (withTexts(better, "Action", ofRole) ?? better) : better;
}

/** Undefined where it has no place in a document of this kind. */
function elementName(name: string, taken: Set<string>, kind: Kind): string | undefined {
  const meant = wordOf(ELEMENTS, name) ?? nearest(name, ELEMENTS);
  const word = meant === undefined || taken.has(meant) ? name : meant;
  taken.add(word);
  if (kind === "trust") return /^(Not)?Resource$/.test(word) ? undefined : word;
  return kind !== "resource" && /^(Not)?Principal$/.test(word) ? undefined : word;
}

/** `read the pages` as `ReadThePages`. */
function ofLetters(sid: string): string {
  if (/^[A-Za-z0-9]*$/.test(sid)) return sid;
  const words = sid.split(/[^A-Za-z0-9]+/);
  return words.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join("");
}

/** Each principal under its type. */
function byType(given: Value): Value {
  if (given === "*" || given === UNKNOWN) return given;
  const types: readonly (readonly [string, Value])[] = isValues(given)
    ? Object.entries(given)
    : [["AWS", given]];
  const found = new Map<string, Value[]>();
  for (const [type, texts] of types)
    for (const one of listed(texts)) {
      const who = typeof one === "string" && isServiceName(type, one) ? `${one}.amazonaws.com` : one;
      const fitting: readonly string[] = typeof who === "string" ? principalTypes(who) : [];
      const word = wordOf(PRINCIPAL_TYPES, type) ?? type;
      const right = fitting.includes(word) ? word : (fitting[0] ?? word);
      const before = found.get(right) ?? [];
      // Who moves to another type may stand there already.
      found.set(right, before.includes(who) ? before : [...before, who]);
    }
  return Object.fromEntries([...found].map(([type, all]) => [type, all.length === 1 ? all[0] : all]));
}

function isServiceName(type: string, text: string): boolean {
  return /^service$/i.test(type) && /^[a-z][a-z0-9-]*$/.test(text);
}
