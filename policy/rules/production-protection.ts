/** In production nothing that people need, or that cannot be made again, goes by mistake. */
import { is, isGiven, isOn } from "../aws/input";
import { protections, type Protection } from "../aws/protection";
import { shown } from "../../refusal/refusal";
import { resourceRule, type Finding, type Resource } from "../rule";
import { texts } from "../configuration/setting";
import { some, UNKNOWN, type Values } from "../value";

export const productionProtection = resourceRule({
  id: "production-protection",
  description: "In production, AWS and Pulumi refuse to delete what holds data or serves people.",
  reason:
    "A renamed resource, a wrong stack or a destroy in the wrong folder deletes it with what is in it, and a backup is older than the data.",
  remedy: "Switch deletion protection on, set the resource option protect, and force nothing.",
  // Whoever takes a stage down for good must be able to switch it off first.
  level: "advisory",
  severity: "high",
  types: new Set(Object.keys(protections)),
  settings: {
    disposableTypes: texts(
      "Types, as tokens (aws:s3/bucket:Bucket), whose resources may go in production.",
      [],
    ),
  },
  check: (resource, { isProduction, settings: { disposableTypes } }) => {
    const protection = protections[resource.type];
    if (!isProduction || protection === undefined || disposableTypes.includes(resource.type)) return [];
    const { copyOf } = protection;
    if (copyOf !== undefined && isGiven(resource.inputs[copyOf])) return [];
    return [
      ...unguarded(resource.inputs, protection),
      ...forced(resource.inputs, protection),
      ...unprotected(resource, protection),
    ];
  },
});

function unguarded(inputs: Values, { guard }: Protection): readonly Finding[] {
  if (guard === undefined) return [];
  const { property, on, byDefault = false } = guard;
  const value = inputs[property];
  const isGuarded = some([on === undefined ? isOn(value) : is(value, on), byDefault && !isGiven(value)]);
  if (isGuarded === UNKNOWN) return [{ notEvaluated: property }];
  if (isGuarded) return [];
  const rule = on === undefined ? "true" : shown(on);
  const remedy = "set it; whoever really deletes it switches it off first";
  return [{ problem: { property, rule, got: shown(value ?? undefined), remedy } }];
}

function forced(inputs: Values, { force }: Protection): readonly Finding[] {
  if (force === undefined) return [];
  const isForced = isOn(inputs[force]);
  if (isForced === UNKNOWN) return [{ notEvaluated: force }];
  const remedy = "set it to false: it goes only once it is empty then";
  return isForced ? [{ problem: { property: force, rule: "left out or false", got: "true", remedy } }] : [];
}

function unprotected({ isProtected }: Resource, { keeps }: Protection): readonly Finding[] {
  if (keeps !== true || isProtected) return [];
  const remedy = "set the resource option protect: true, which `pulumi state unprotect` lifts";
  return [{ problem: { property: "protect", rule: "true", got: "false", remedy } }];
}
