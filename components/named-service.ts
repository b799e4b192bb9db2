/** What every component of a service asks first: whose it is. Pure. */
import type { Identity } from "../naming/identity";
import type { Problem } from "../refusal/refusal";

/** Without a service in their identity, two components would have one name. */
export function serviceProblems({ service }: Identity): Problem[] {
  if (service !== undefined) return [];
  return [{ property: "identity.service", rule: "given", got: "nothing", remedy: "name the service" }];
}
