/** What AWS says of a zone that exists, asked on every run: a wrong id stops the preview. */
import * as route53 from "@pulumi/aws/route53";
import * as pulumi from "@pulumi/pulumi";
import { problemText } from "../../refusal/refusal";
import { foundZoneProblems } from "./resolve";

/** The zone; it fails with `RunError` where there is none, or it does not do. */
export function lookUpZone(
  parent: pulumi.Resource,
  zoneId: string,
): pulumi.Output<{ id: string; arn: string; name: string }> {
  return pulumi.output(checked(parent, zoneId));
}

async function checked(
  parent: pulumi.Resource,
  zoneId: string,
): Promise<{ id: string; arn: string; name: string }> {
  const found = await orNothing(route53.getZone({ zoneId }, { parent }));
  const problems = foundZoneProblems(zoneId, found);
  if (problems.length > 0 || found === undefined)
    // The engine puts words of its own before the first line.
    throw new pulumi.RunError(["the zone that exists is refused:", ...problems.map(problemText)].join("\n"));
  return { id: zoneId, arn: found.arn, name: found.name };
}

/** Undefined for what there is not; who may not look, or cannot be answered, is told so. */
async function orNothing<T>(lookedUp: Promise<T>): Promise<T | undefined> {
  try {
    return await lookedUp;
  } catch (error) {
    // Route 53's own code, which the provider passes on (its internal/service/route53/zone_data_source.go).
    if (error instanceof Error && error.message.includes("NoSuchHostedZone")) return undefined;
    throw error;
  }
}
