/** What the tests of filled-in outputs share. */
import type { Value, Values } from "../../../../wire/values";
import type { EmptiedAws } from "../emptied-aws";

/** The named outputs. */
export function some(values: Values, ...names: string[]): (Value | undefined)[] {
  return names.map((name) => values[name]);
}

/** The ids of two subnets of vpc-1, the first in zone c, the second in zone a. */
export async function subnetsOf(aws: EmptiedAws): Promise<string[]> {
  const subnet = (cidrBlock: string, zone: string) =>
    aws.client.create("aws:ec2/subnet:Subnet", {
      vpcId: "vpc-1",
      cidrBlock,
      availabilityZone: `ap-northeast-2${zone}`,
    });
  return [await subnet("10.0.0.0/24", "c"), await subnet("10.0.1.0/24", "a")].map(({ id }) => id);
}
