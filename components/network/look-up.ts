/** What AWS says of a VPC that exists, asked on every run: a wrong id stops the preview, before anything is made in it. */
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { problemText } from "../../refusal/refusal";
import { foundProblems, type ExistingVpc, type Found, type FoundSubnet, type Needs } from "./existing";

/** The ids, once it is seen that they fit together; else they fail with `RunError` and everything that does not. */
export function lookUp(
  parent: pulumi.Resource,
  existing: ExistingVpc,
  needs: Needs,
): {
  vpcId: pulumi.Output<string>;
  publicSubnetIds: pulumi.Output<string[]>;
  privateSubnetIds: pulumi.Output<string[]>;
} {
  return pulumi.output(checked(parent, existing, needs));
}

async function checked(
  parent: pulumi.Resource,
  existing: ExistingVpc,
  needs: Needs,
): Promise<Required<ExistingVpc>> {
  const { vpcId, publicSubnetIds = [], privateSubnetIds } = existing;
  const [vpc, ...subnets] = await Promise.all([
    orNothing(ec2.getVpc({ id: vpcId }, { parent })),
    ...[...publicSubnetIds, ...privateSubnetIds].map(async (id) => {
      const found: FoundSubnet | undefined = await orNothing(ec2.getSubnet({ id }, { parent }));
      return [id, found] as const;
    }),
  ]);
  const found: Found = { vpc, subnets: new Map(subnets) };
  const problems = foundProblems(existing, found, needs, "existing");
  if (problems.length > 0)
    // The engine puts words of its own before the first line.
    throw new pulumi.RunError(["the VPC that exists is refused:", ...problems.map(problemText)].join("\n"));
  return { vpcId, publicSubnetIds, privateSubnetIds };
}

/** Undefined for what there is not; who may not look, or cannot be answered, is told so. */
async function orNothing<T>(lookedUp: Promise<T>): Promise<T | undefined> {
  try {
    return await lookedUp;
  } catch (error) {
    // The provider's words (SingularDataSourceFindError in its internal/tfresource), or EC2's own code.
    const none = /no matching EC2 (?:VPC|Subnet) found|Invalid(?:Vpc|Subnet)ID\.NotFound/;
    if (error instanceof Error && none.test(error.message)) return undefined;
    throw error;
  }
}
