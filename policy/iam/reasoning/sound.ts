/** Whether a condition compares its key as such a key is compared: what it does not, is told of by condition-operator. Pure. */
import { UNKNOWN } from "../../value";
import { conditionKey, isProviderKey } from "../data/condition-keys";
import { globalKeys } from "../data/global-keys";
import type { Condition } from "../model";
import { rangeOf } from "./addresses";
import { kindOf, timeOf, type Kind } from "./test-of";

/** Keys of several values that AWS's own documents compare as one. */
const AS_ONE = /^(events|ecs):|^elasticloadbalancing:ListenerProtocol$/i;

export function isSound({ key, base, set, values }: Condition): boolean {
  const kind = kindOf(base);
  if (key.value === UNKNOWN || kind === undefined) return false;
  const known = conditionKey(key.value);
  if (known === undefined) return false;
  if (kind === "null") return set === undefined;
  if (!values.every(({ value }) => value === UNKNOWN || isOfKind(value, kind, base))) return false;
  if (isProviderKey(known.key)) return true;
  if (set !== undefined && !known.isMultivalued) return false;
  if (set === undefined && known.isMultivalued && !AS_ONE.test(known.key)) return false;
  const isGlobal = globalKeys().has(known.key.toLowerCase());
  switch (known.type) {
    case "String":
      return base.startsWith("String") || !isGlobal;
    case "ARN":
      return kind === "text";
    case "IPAddress":
      return kind === "address";
    case "Numeric":
      return kind === "number";
    case "Date":
      return kind === "date" || (kind === "number" && /:EpochTime$/i.test(known.key));
    case "Bool":
      return kind === "switch";
    case "Binary":
      return kind === "text";
  }
}

function isOfKind(value: string, kind: Kind, base: string): boolean {
  if (/\$\{[^}]+\}/.test(value)) return true;
  switch (kind) {
    case "number":
      return value !== "" && !Number.isNaN(Number(value));
    case "date":
      return !Number.isNaN(timeOf(value));
    case "address":
      return rangeOf(value) !== undefined;
    case "switch":
    case "null":
      return /^(true|false)$/i.test(value);
    case "text":
      if (base.startsWith("Arn")) return /^\*+$|^(arn|\*|a\*|ar\*):/.test(value);
      return !/^String(Not)?Equals/.test(base) || !/[*?]/.test(value) || value.includes("://");
  }
}
