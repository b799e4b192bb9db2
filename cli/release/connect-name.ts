/** What a private name means: one side of a service, or one instance of it. Pure; naming/dns.ts makes these names. */
import { SIDES } from "../../naming/dns";
import { SERVICE } from "../../naming/identity";
import { Refusal } from "../../refusal/refusal";

export type Target =
  | { readonly kind: "side"; readonly side: keyof typeof SIDES; readonly service: string }
  | { readonly kind: "instance"; readonly instanceId: string; readonly service: string | undefined };

const INSTANCE = /^i-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/**
 * The target of `pre.<service>.<zone>`, `prd.<service>.<zone>`, `<instance id>.<service>.<zone>`. The zone may be left
 * out, and an instance's id may stand alone.
 *
 * @param zone - the domain of the stage's names, where that is known
 * @throws Refusal for another name, and one of another zone
 */
export function targetOf(name: string, zone: string | undefined): Target {
  const [first = "", service, ...rest] = name.toLowerCase().replace(/\.$/, "").split(".");
  const given = rest.length === 0 ? undefined : rest.join(".");
  if (zone !== undefined && given !== undefined && given !== zone)
    throw refusal(`a name of the zone ${zone}`, name, "name the stack whose zone it is: --stack");
  const side = (Object.keys(SIDES) as (keyof typeof SIDES)[]).find((one) => SIDES[one] === first);
  if (service !== undefined && !SERVICE.test(service)) throw refusal(RULE, name, REMEDY);
  if (side !== undefined && service !== undefined) return { kind: "side", side, service };
  if (INSTANCE.test(first)) return { kind: "instance", instanceId: first, service };
  throw refusal(RULE, name, REMEDY);
}

const RULE = "pre.<service>, prd.<service> or <instance id>.<service>, with the zone or without it";
const REMEDY = "multistage names lists the services";

function refusal(rule: string, got: string, remedy: string): Refusal {
  return new Refusal({ property: "name", rule, got, remedy });
}
