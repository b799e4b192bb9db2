/** An exception from a rule, beside its resource in the program's code. */
import { ComponentResource, output, type CustomResourceOptions } from "@pulumi/pulumi";
import { Refusal } from "../../refusal/refusal";
import { schemaProblems } from "../configuration/validate";
import { SUPPRESSION_TYPE, suppressionSchema, type Suppression } from "../suppressions/suppression";

/**
 * The options of a resource that a rule of the policy pack is not to be held against, with the reason, who answers for
 * it and until when. It is registered before the resource, as a component of the stack: so the pack knows of it in
 * time, it stands in the state, and `multistage audit --suppressions` lists it.
 *
 * @param suppression The rule's id, the name of the resource (`*` stands for any characters), a reason of at least ten
 * characters, the owner, and the last day on which it counts as `2027-03-31`; `actions` or `statement` keep it to
 * findings about these.
 * @param options What the resource has besides; nothing where it is not given.
 * @throws Refusal with everything that is wrong with the suppression.
 *
 * @example
 * ```typescript
 * import { Bucket } from "@pulumi/aws/s3";
 * import { suppress } from "multistage/policy";
 *
 * const unlogged = {
 *   rule: "access-logs",
 *   resource: "scratch",
 *   reason: "holds nothing for longer than an hour",
 *   owner: "web",
 *   expires: "2027-03-31",
 * };
 * new Bucket("scratch", {}, suppress(unlogged));
 * ```
 */
export function suppress(
  suppression: Suppression,
  options: CustomResourceOptions = {},
): CustomResourceOptions {
  const problems = schemaProblems(suppressionSchema, suppression);
  if (problems.length > 0)
    throw new Refusal(...problems.map((one) => ({ ...one, property: `suppression.${one.property}` })));
  const { rule, resource, statement, actions } = suppression;
  const name = [rule, resource, statement ?? [], actions ?? []].flat().join(" ");
  const parent = options.parent === undefined ? {} : { parent: options.parent };
  const registered = new ComponentResource(SUPPRESSION_TYPE, name, { ...suppression }, parent);
  const { dependsOn = [] } = options;
  // A component is no dependency of its own: what is awaited is its URN.
  return {
    ...options,
    dependsOn: registered.urn.apply(() => output(dependsOn).apply((all) => [all].flat())),
  };
}
