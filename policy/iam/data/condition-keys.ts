/** Finds what a condition key of a document is, and whether requests for an action have it. */
import { globalKeys, TAG_KEYS } from "./global-keys";
import type { Action, ConditionKey } from "./reference";
import { service } from "./services";

/**
 * Claims of identity providers: their prefix is a host, with a path where it is one of many (`oidc.eks.…/id/…:sub`), or
 * `saml`. Only the best known stand in the reference, and of them not `aud` and `sub`.
 */
const PROVIDER = /^([a-z0-9-]+\.)+[a-z]{2,}(\/[^:]*)?$/;
/** More than one value in a token. */
const MULTIVALUED_CLAIMS = new Set(["amr", "groups"]);

/** Keys of another service's prefix that the reference lists with this one. */
const HELD_BY: Readonly<Record<string, readonly string[]>> = {
  saml: ["sts"],
  catalog: ["aws-marketplace"],
  identitycenter: ["sso"],
  "cognito-identity-auth": ["cognito-identity"],
  "cognito-identity-unauth": ["cognito-identity"],
  ec2: ["ec2-instance-connect"],
  iot: ["iotjobsdata"],
  identitystore: ["q"],
  logs: ["xray"],
  connect: ["cases"],
};

const patterns = new Map<string, RegExp>();

/**
 * The key that a document names, in any case, its placeholder filled in (`aws:RequestTag/Owner`); undefined for one that
 * neither AWS nor an identity provider has.
 */
export function conditionKey(name: string): ConditionKey | undefined {
  const wanted = name.toLowerCase();
  const colon = wanted.indexOf(":");
  if (colon < 1 || colon === wanted.length - 1) return undefined;
  const prefix = wanted.slice(0, colon);
  const found =
    among(globalKeys(), wanted) ??
    ofService(prefix, wanted) ??
    (Object.hasOwn(HELD_BY, prefix) ? HELD_BY[prefix] : [])
      ?.map((one) => ofService(one, wanted))
      .find(isKnown);
  if (found !== undefined || !PROVIDER.test(prefix)) return found;
  return (
    ofService("sts", wanted) ?? {
      key: name,
      type: "String",
      isMultivalued: MULTIVALUED_CLAIMS.has(wanted.slice(wanted.lastIndexOf(":") + 1)),
    }
  );
}

/** Whether it is a claim of an identity provider: `token.actions.githubusercontent.com:sub`, `saml:aud`. */
export function isProviderKey(name: string): boolean {
  const prefix = name.slice(0, name.indexOf(":")).toLowerCase();
  return prefix === "saml" || PROVIDER.test(prefix);
}

/**
 * Whether a request for this action can have the key, for a resource of this type where one is given. Global keys and
 * claims of identity providers are in requests for any action; but tags of the request and of the resource only where
 * the service says so.
 */
export function hasConditionKey(action: Action, name: string, resourceType?: string): boolean {
  const wanted = name.toLowerCase();
  const global = among(globalKeys(), wanted);
  if (global !== undefined && !TAG_KEYS.has(global.key.toLowerCase())) return true;
  if (isProviderKey(wanted)) return true;
  if (action.conditionKeys.some((key) => isKey(key, wanted))) return true;
  const types = service(action.service)?.resourceTypes;
  return action.resourceTypes
    .filter(({ type }) => resourceType === undefined || type === resourceType)
    .some(({ type, conditionKeys }) =>
      (conditionKeys.length > 0
        ? conditionKeys
        : keysOfType(action, types?.get(type)?.conditionKeys ?? [])
      ).some((key) => isKey(key, wanted)),
    );
}

/** A type has the keys of all actions on it; what only reads sends no tags. */
function keysOfType({ level }: Action, keys: readonly string[]): readonly string[] {
  return level === "read" || level === "list"
    ? keys.filter((key) => !/^aws:(RequestTag\/|TagKeys$)/.test(key))
    : keys;
}

function ofService(prefix: string, wanted: string): ConditionKey | undefined {
  const keys = service(prefix)?.conditionKeys;
  return keys === undefined ? undefined : among(keys, wanted);
}

/** @param wanted in lower case */
function among(keys: ReadonlyMap<string, ConditionKey>, wanted: string): ConditionKey | undefined {
  const exact = keys.get(wanted);
  if (exact !== undefined) return exact;
  for (const [key, found] of keys) if (hasPlaceholder(key) && pattern(key).test(wanted)) return found;
  return undefined;
}

function isKey(key: string, wanted: string): boolean {
  return key.toLowerCase() === wanted || (hasPlaceholder(key) && pattern(key).test(wanted));
}

/** `${TagKey}`, and in older tables `<key>` and `tag-key`. Some end before it: `glacier:ResourceTag/`. */
const PLACEHOLDER = /\$\{[^}]*\}|<[^>]*>|tag-key$/gi;

function hasPlaceholder(key: string): boolean {
  return key.includes("${") || key.includes("<") || key.endsWith("/") || key.endsWith("tag-key");
}

function pattern(key: string): RegExp {
  let found = patterns.get(key);
  if (found === undefined) {
    const parts = (key.endsWith("/") ? `${key}<key>` : key)
      .split(PLACEHOLDER)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    found = new RegExp(`^${parts.join(".+")}$`, "i");
    patterns.set(key, found);
  }
  return found;
}

function isKnown<Known>(found: Known | undefined): found is Known {
  return found !== undefined;
}
