/** The names by which users find a load balancer: aliases in a public zone, and the certificate for them. */
import * as acm from "@pulumi/aws/acm";
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { problemText, shown, type Problem } from "../../refusal/refusal";
import { tags } from "../../naming/tags";
import type { LoadBalancerArgs } from "./load-balancer";
import type { PublicNames } from "./public-name-settings";

/** Where the aliases lead. */
export interface AliasTarget {
  readonly dnsName: pulumi.Input<string>;
  readonly zoneId: pulumi.Input<string>;
}

/**
 * A certificate for all the names, issued once ACM has found the records that prove whose the zone is.
 *
 * @returns its ARN, known when it can be used
 */
export function createCertificate(
  parent: pulumi.Resource,
  name: string,
  { identity, ownership }: Pick<LoadBalancerArgs, "identity" | "ownership">,
  { zoneId, names }: PublicNames,
): pulumi.Output<string> {
  const zone = zoneOf(parent, { zoneId, names });
  const [first = "", ...others] = names;
  const certificate = new acm.Certificate(
    name,
    {
      domainName: first,
      ...(others.length === 0 ? {} : { subjectAlternativeNames: others }),
      validationMethod: "DNS",
      tags: tags({ ...identity, role: "certificate" }, ownership),
    },
    { parent },
  );
  // A name and the * before it are proved by one record.
  const proved = [...new Set(names.map((one) => one.replace(/^\*\./, "")))];
  const records = proved.map((domain) => {
    const option = certificate.domainValidationOptions.apply((options) =>
      options.find(({ domainName }) => domainName.replace(/^\*\./, "") === domain),
    );
    const text = (value: pulumi.Output<string | undefined>): pulumi.Output<string> =>
      value.apply((known) => known ?? "");
    return new route53.Record(
      `${name}-proof-${domain}`,
      {
        zoneId: zone,
        name: text(option.apply((one) => one?.resourceRecordName)),
        type: text(option.apply((one) => one?.resourceRecordType)),
        records: [text(option.apply((one) => one?.resourceRecordValue))],
        ttl: 300,
        // Another certificate for the same name has the same record.
        allowOverwrite: true,
      },
      { parent },
    );
  });
  const validation = new acm.CertificateValidation(
    name,
    { certificateArn: certificate.arn, validationRecordFqdns: records.map(({ fqdn }) => fqdn) },
    { parent },
  );
  return validation.certificateArn;
}

/** One alias for each name; it follows the load balancer's addresses and is asked for free. */
export function createAliases(
  parent: pulumi.Resource,
  name: string,
  { zoneId, names }: PublicNames,
  target: AliasTarget,
): void {
  const zone = zoneOf(parent, { zoneId, names });
  for (const one of names)
    new route53.Record(
      `${name}-${one}`,
      {
        zoneId: zone,
        name: one,
        type: "A",
        // Whether a fleet is healthy is the release's affair; another answer there is not.
        aliases: [{ name: target.dnsName, zoneId: target.zoneId, evaluateTargetHealth: false }],
      },
      { parent },
    );
}

/** The zone's id, once it is seen that the zone fits; else it fails with `RunError`. */
function zoneOf(parent: pulumi.Resource, publicNames: PublicNames): pulumi.Output<string> {
  const { zoneId } = publicNames;
  return route53.getZoneOutput({ zoneId }, { parent }).apply((zone) => {
    const problems = zoneMisfits(publicNames, zone);
    if (problems.length > 0) throw new pulumi.RunError(problems.map(problemText).join("\n"));
    return zoneId;
  });
}

/** What of a zone does not fit the names, before anything waits for a certificate that never comes. Pure. */
export function zoneMisfits(
  { zoneId, names }: PublicNames,
  zone: { readonly name: string; readonly privateZone?: boolean | undefined },
): Problem[] {
  const domain = zone.name.replace(/\.$/, "");
  const outside = names.flatMap((name, index): Problem[] => {
    if (name === domain || name.endsWith(`.${domain}`)) return [];
    const property = `publicNames.names[${index}]`;
    const remedy = "name its own zone, or remove it";
    return [{ property, rule: `a name in the zone ${domain}`, got: shown(name), remedy }];
  });
  if (zone.privateZone !== true) return outside;
  const got = `${shown(zoneId)}, a private one`;
  return [
    { property: "publicNames.zoneId", rule: "a public zone", got, remedy: "name the public one" },
    ...outside,
  ];
}
