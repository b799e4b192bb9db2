/** Which zones a VPC stands in when it names none: the first of the provider's region, in the look-up's order. */
import { getAvailabilityZones } from "@pulumi/aws/getAvailabilityZones";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { Refusal } from "../../refusal/refusal";

/** How many zones awsx takes when their number is not given. */
const DEFAULT_COUNT = 3;

/**
 * Looks the zones up as awsx does: with no filter by state or opt-in, through the provider the children will get.
 * @param wanted - how many; 3 when left out.
 * @throws Refusal when the region has fewer.
 */
export async function lookUpZones(
  wanted: number | undefined,
  options: ComponentResourceOptions,
): Promise<string[]> {
  const provider = awsProvider(options);
  const { names } = await getAvailabilityZones({}, provider === undefined ? {} : { provider });
  const count = wanted ?? DEFAULT_COUNT;
  if (names.length < count) {
    throw new Refusal({
      property: "numberOfAvailabilityZones",
      rule: `at most ${names.length}, the zones the provider's region has`,
      got: wanted === undefined ? `${count}, the default` : String(count),
      remedy: "ask for fewer zones, or name them in availabilityZoneNames",
    });
  }
  return names.slice(0, count);
}

/** The wire brings providers by package; none means the default one. */
function awsProvider({ providers = {} }: ComponentResourceOptions): ProviderResource | undefined {
  return Array.isArray(providers) ? undefined : providers["aws"];
}
