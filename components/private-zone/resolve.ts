/** A private zone's arguments, and a zone that exists: whether they can be right. Pure. */
import { zoneProblems } from "../../naming/dns";
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";

/** What names a zone: the name of one to make, or the id of one that exists. */
export interface ZoneSettings {
  /**
   * The domain of a zone to make, in lower case and with at least two labels: `dev.shop.internal`. Exactly one of
   * `zoneName` and `zoneId`.
   */
  zoneName?: string;
  /**
   * The id of a private zone that exists and that the stage's VPC resolves: Z and up to 31 capital letters and digits.
   * Nothing of it is changed but the stage's own names in it.
   */
  zoneId?: string;
}

/** What was found under the id. */
export interface FoundZone {
  readonly name: string;
  readonly privateZone?: boolean;
}

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_HostedZone.html: 32 characters at most. */
const ZONE_ID = /^Z[A-Z0-9]{1,31}$/;

/** Everything wrong with the settings; `names` is what they are called where they stand. */
export function zoneSettingsProblems(
  { zoneName, zoneId }: Unchecked<ZoneSettings>,
  names: { readonly zoneName: string; readonly zoneId: string },
): Problem[] {
  if (zoneName !== undefined && zoneId !== undefined) {
    const remedy = `leave out ${names.zoneName} to use a zone that exists, or this to make one`;
    return [
      { property: names.zoneId, rule: `left out beside ${names.zoneName}`, got: shown(zoneId), remedy },
    ];
  }
  if (zoneId === undefined) return zoneProblems(zoneName, names.zoneName);
  if (ZONE_ID.test(zoneId)) return [];
  const rule = "Z and up to 31 capital letters and digits";
  return [{ property: names.zoneId, rule, got: shown(zoneId), remedy: "copy the id from AWS" }];
}

/** Everything wrong with the zone that the id leads to. */
export function foundZoneProblems(zoneId: string, found: FoundZone | undefined): Problem[] {
  const refused = (rule: string, got: string, remedy: string): Problem[] => [
    { property: "zoneId", rule, got, remedy },
  ];
  if (found === undefined)
    return refused("a zone that exists in the stack's account", shown(zoneId), "copy the id from AWS");
  if (found.privateZone !== true)
    return refused(
      "a private zone, as names of machines are nobody's business outside",
      `${shown(zoneId)}, the public zone ${found.name}`,
      "give the id of a private one",
    );
  return zoneProblems(found.name, `the name of ${zoneId}`);
}
