/** What calls a function that has an alias calls the alias. */
import { callsOf, type Call } from "../aws/function-calls";
import { ALIAS, byUrn, functionOf, shareOne } from "../aws/functions";
import { stackRule, type Finding } from "../rule";
import { UNKNOWN } from "../value";

export const triggerOnAlias = stackRule({
  id: "trigger-on-alias",
  description: "What triggers a function that has an alias goes through the alias.",
  reason:
    "A release moves the alias, by shares and back again. What calls the function itself runs new code the moment it is uploaded, and a version by its number stays where it is: neither is released.",
  remedy: "Give the alias's ARN, or its name as qualifier, instead of the function's.",
  level: "advisory",
  severity: "medium",
  settings: {},
  checkStack: (resources) => {
    const stack = byUrn(resources);
    const aliases = resources
      .filter(({ type }) => type === ALIAS)
      .map((alias) => ({ name: alias.inputs["name"], keys: functionOf(alias, stack) }));
    return resources.flatMap((resource) =>
      callsOf(resource, stack).flatMap((call) => {
        const names = aliases.filter(({ keys }) => shareOne(keys, call.callee.keys)).map(({ name }) => name);
        if (names.length === 0) return [];
        const known = names.filter((name) => typeof name === "string");
        return ofCall(call, known).map((finding) => ({ ...finding, urn: resource.urn }));
      }),
    );
  },
});

/** An output of the function that is not known yet may still get its qualifier as text. */
function ofCall({ property, callee, place }: Call, aliases: readonly string[]): readonly Finding[] {
  const { qualifier } = callee;
  if (qualifier === UNKNOWN) return callee.aliases.length > 0 ? [] : [{ notEvaluated: property }];
  if (qualifier !== undefined && !/^\d+$/.test(qualifier)) return [];
  const rule = `the function's alias${aliases.length > 0 ? ` ${aliases.join(" or ")}` : ""}`;
  const got = qualifier === undefined ? "the function itself" : `its version ${qualifier}`;
  return [{ problem: { property, rule, got, remedy: place.alias } }];
}
