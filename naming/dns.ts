/** The private names of a stage's services and instances, below the domain of its zone. Pure. */
import { Refusal, shown, type Problem } from "../refusal/refusal";
import { SERVICE, SERVICE_RULE } from "./identity";

/** Labels of 1 to 63 letters, digits and inner hyphens; the last one, as of every domain in use, begins with a letter. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Of a whole name (RFC 1035). What stands before the zone takes 53: an instance's id, a service, two dots. */
const LONGEST = { name: 253, before: 53 };

const INSTANCE = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** What is wrong with the name of a private zone; nothing where it is not given. */
export function zoneProblems(name: string | undefined, property: string): Problem[] {
  if (name === undefined || (DOMAIN.test(name) && name.length <= LONGEST.name - LONGEST.before)) return [];
  const rule = `a lower-case domain name of at least two labels and at most ${LONGEST.name - LONGEST.before} characters, without a dot at its end`;
  return [{ property, rule, got: shown(name), remedy: "for example dev.shop.internal" }];
}

/** Which side of a service a name is for: the fleet users reach, or the one under test. */
export const SIDES = { product: "prd", preProduct: "pre" } as const;

/**
 * The name of one side of a service: `prd.<service>.<zone>`, `pre.<service>.<zone>`.
 *
 * @throws Refusal when the service or the zone is not valid
 */
export function sideName(side: keyof typeof SIDES, service: string, zone: string): string {
  return [SIDES[side], below(service, zone)].join(".");
}

/**
 * The name of one instance of a service: `<instance id>.<service>.<zone>`.
 *
 * @throws Refusal when the id, the service or the zone is not valid
 */
export function instanceName(instanceId: string, service: string, zone: string): string {
  if (!INSTANCE.test(instanceId)) {
    const rule = "i- and 8 or 17 hexadecimal digits";
    throw new Refusal({ property: "instanceId", rule, got: shown(instanceId), remedy: "copy it from AWS" });
  }
  return [instanceId, below(service, zone)].join(".");
}

function below(service: string, zone: string): string {
  const problems = zoneProblems(zone, "zone");
  if (!SERVICE.test(service))
    problems.push({ property: "service", rule: SERVICE_RULE, got: shown(service), remedy: "choose another" });
  if (problems.length > 0) throw new Refusal(...problems);
  return `${service}.${zone}`;
}
