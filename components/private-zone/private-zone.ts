/** The private names of a stage: a zone of Route 53 that only its VPC resolves, made new or taken as it is. */
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { stageDomain } from "../../naming/dns";
import { tags } from "../../naming/tags";
import type { Problem } from "../../refusal/refusal";
import { refuse } from "../refuse";
import { lookUpZone } from "./look-up";
import { zoneSettingsProblems, type ZoneSettings } from "./resolve";

export interface PrivateZoneArgs extends ZoneSettings {
  /** Tags are derived from it, and the stage's domain; `service` is left out. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  /** The VPC that resolves the zone; it must have DNS hostnames and DNS support on. A zone that exists has its own. */
  vpcId: pulumi.Input<string>;
  /** Whether Pulumi refuses to delete a zone it made, and AWS does while it has names. Defaults to false. */
  protection?: boolean;
}

/**
 * A private zone for the names that releases keep in it: `prd.<service>.<domain>`, `pre.<service>.<domain>` and
 * `<instance id>.<service>.<domain>`. The domain is the zone's name where that begins with the stage, else
 * `<stage>.<zone>`.
 *
 * Throws `InputPropertiesError` when neither or both of `zoneName` and `zoneId` are given, the name is no domain name or
 * the id malformed, and `Refusal` for an identity that gives no valid name. Its outputs fail with `RunError` where there
 * is no zone of that id, or it is public.
 *
 * @example
 * const zone = new PrivateZone("private-zone", {
 *   identity: { project: "shop", stage: "dev" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   vpcId: "vpc-12345678",
 *   zoneName: "dev.shop.internal",
 * });
 */
export class PrivateZone extends pulumi.ComponentResource {
  readonly zoneId: pulumi.Output<string>;
  readonly zoneArn: pulumi.Output<string>;
  /** What the stage's names stand below. */
  readonly domain: pulumi.Output<string>;

  constructor(name: string, args: PrivateZoneArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:PrivateZone", name, args, opts);
    refuse(argsProblems(args));
    const { identity, ownership, zoneId } = args;
    const own = tags({ ...identity, role: "zone" }, ownership);
    const zone = zoneId === undefined ? createZone(this, name, args, own) : lookUpZone(this, zoneId);

    this.zoneId = zone.id;
    this.zoneArn = zone.arn;
    this.domain = zone.name.apply((zoneName) => stageDomain(identity.stage, zoneName));
    this.registerOutputs({ zoneId: this.zoneId, zoneArn: this.zoneArn, domain: this.domain });
  }
}

function createZone(
  parent: PrivateZone,
  name: string,
  { zoneName, vpcId, protection = false }: PrivateZoneArgs,
  own: Record<string, string>,
): route53.Zone {
  return new route53.Zone(
    name,
    {
      name: zoneName,
      comment: "Names that only the stage's VPC resolves",
      vpcs: [{ vpcId }],
      // The releases write the records; they go with the zone.
      forceDestroy: !protection,
      tags: own,
    },
    { parent, protect: protection },
  );
}

function argsProblems(args: PrivateZoneArgs): Problem[] {
  if (args.zoneName !== undefined || args.zoneId !== undefined)
    return zoneSettingsProblems(args, { zoneName: "zoneName", zoneId: "zoneId" });
  const remedy = "name the zone to make, or give the id of one that exists";
  return [{ property: "zoneName", rule: "given, or else zoneId", got: "neither", remedy }];
}
