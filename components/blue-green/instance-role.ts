/** The role of the instances of both fleets, as the profile they are launched with. */
import * as iam from "@pulumi/aws/iam";
import type * as ssm from "@pulumi/aws/ssm";
import * as pulumi from "@pulumi/pulumi";
import { physicalName } from "../../naming/names";
import { createRole } from "../role";
import { COLOURS, type PerColour } from "../../naming/colours";
import { instancePolicy, TRUST } from "./iam";
import { partOf, type Plan } from "./plan";

export function createInstanceProfile(plan: Plan, revisions: PerColour<ssm.Parameter>): iam.InstanceProfile {
  const { parent, args } = plan;
  const part = partOf(plan, "fleet");
  const { logicalName, identity, tags } = part;
  const parameterArns = pulumi.all(COLOURS.map((colour) => revisions[colour].arn));
  const { role, rolePolicy } = createRole(
    { parent, ...part },
    TRUST,
    pulumi
      .all([parameterArns, args.artifactBucket.arn])
      .apply(([arns, bucketArn]) => instancePolicy(arns, bucketArn, plan.identity.service)),
  );
  return new iam.InstanceProfile(
    logicalName,
    { name: physicalName("aws:iam/instanceProfile:InstanceProfile", identity), role: role.name, tags },
    // Without the policy the first instance could not fetch what it runs.
    { parent, dependsOn: [rolePolicy] },
  );
}
