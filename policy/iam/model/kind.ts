/** Which kind of document something is, where nobody says it. Pure. */
import { UNKNOWN, type Value } from "../../value";
import type { Kind } from "./document";
import { documentFrom } from "./read";

/** A document with principals is a resource's, or a role's where it is about taking on the role; else an identity's. */
export function kindOf(given: Value): Kind {
  const document = documentFrom(given, "resource");
  if (document === UNKNOWN) return "identity";
  const named = document.statements.filter(({ has }) => has.has("Principal") || has.has("NotPrincipal"));
  if (named.length === 0) return "identity";
  const actions = named.flatMap(({ actions, notActions }) => [...actions, ...notActions]);
  const isTrust = actions.some(({ value }) => typeof value === "string" && /^sts:/i.test(value));
  const isOther = named.some(
    ({ has, actions: own }) =>
      has.has("Resource") ||
      own.some(({ value }) => typeof value === "string" && /^(?!sts:)[\w-]+:/i.test(value)),
  );
  return isTrust && !isOther ? "trust" : "resource";
}
