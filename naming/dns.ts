/** The private names of a stage's services and instances, below the domain of its zone. Pure. */
import { Refusal, shown, type Problem } from "../refusal/refusal";
import { SERVICE, SERVICE_RULE, WORD, WORD_RULE } from "./identity";

/** Labels of 1 to 63 letters, digits and inner hyphens; the last one, as of every domain in use, begins with a letter. */
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Of a whole name (RFC 1035). Before the domain of a stage stand up to 53: an instance's id, a service, two dots; the
 * stage and a dot, before a zone that is not its own, are up to 20 of these.
 */
const LONGEST = { domain: 253 - 53, stage: 20 };

const INSTANCE = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** What is wrong with the name of a private zone; nothing where it is not given. */
export function zoneProblems(name: string | undefined, property: string): Problem[] {
  return name === undefined ? [] : domainProblems(name, property, LONGEST.domain - LONGEST.stage);
}

/**
 * The domain of a stage's names in a zone: the zone itself where its name begins with the stage (dev in
 * dev.shop.internal), so that the stage is said once; else a domain of the stage below it, as the zone may have others.
 *
 * @throws Refusal when the stage or the zone is not valid
 */
export function stageDomain(stage: string, zone: string): string {
  const problems = zoneProblems(zone, "zone");
  if (!WORD.test(stage))
    problems.push({ property: "stage", rule: WORD_RULE, got: shown(stage), remedy: "choose another" });
  if (problems.length > 0) throw new Refusal(...problems);
  return zone.startsWith(`${stage}.`) ? zone : `${stage}.${zone}`;
}

/** Which side of a service a name is for: the fleet users reach, or the one under test. */
export const SIDES = { product: "prd", preProduct: "pre" } as const;

/**
 * The name of one side of a service: `prd.<service>.<domain>`, `pre.<service>.<domain>`.
 *
 * @throws Refusal when the service or the domain is not valid
 */
export function sideName(side: keyof typeof SIDES, service: string, domain: string): string {
  return [SIDES[side], below(service, domain)].join(".");
}

/**
 * The name of one instance of a service: `<instance id>.<service>.<domain>`.
 *
 * @throws Refusal when the id, the service or the domain is not valid
 */
export function instanceName(instanceId: string, service: string, domain: string): string {
  if (!INSTANCE.test(instanceId)) {
    const rule = "i- and 8 or 17 hexadecimal digits";
    throw new Refusal({ property: "instanceId", rule, got: shown(instanceId), remedy: "copy it from AWS" });
  }
  return [instanceId, below(service, domain)].join(".");
}

function below(service: string, domain: string): string {
  const problems = domainProblems(domain, "domain", LONGEST.domain);
  if (!SERVICE.test(service))
    problems.push({ property: "service", rule: SERVICE_RULE, got: shown(service), remedy: "choose another" });
  if (problems.length > 0) throw new Refusal(...problems);
  return `${service}.${domain}`;
}

function domainProblems(name: string, property: string, longest: number): Problem[] {
  if (DOMAIN.test(name) && name.length <= longest) return [];
  const rule = `a lower-case domain name of at least two labels and at most ${longest} characters, without a dot at its end`;
  return [{ property, rule, got: shown(name), remedy: "for example dev.shop.internal" }];
}
