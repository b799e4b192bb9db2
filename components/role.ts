/** A role of one part of a component, and the one policy in it: taken by those it trusts, allowed what is listed. */
import * as iam from "@pulumi/aws/iam";
import * as pulumi from "@pulumi/pulumi";
import { physicalName, type ResourceIdentity } from "../naming/names";
import type { PolicyDocument, TrustDocument } from "./policy-document";

/** The part the role is for. */
export interface RoleOwner {
  readonly parent: pulumi.Resource;
  readonly logicalName: string;
  readonly identity: ResourceIdentity;
  readonly tags: Record<string, string>;
}

/** Both are needed: whatever takes the role can do nothing before its policy is there. */
export interface RoleWithPolicy {
  readonly role: iam.Role;
  readonly rolePolicy: iam.RolePolicy;
}

export function createRole(
  { parent, logicalName, identity, tags }: RoleOwner,
  trust: TrustDocument | pulumi.Output<TrustDocument>,
  policy: PolicyDocument | pulumi.Output<PolicyDocument>,
): RoleWithPolicy {
  const role = new iam.Role(
    logicalName,
    { name: physicalName("aws:iam/role:Role", identity), assumeRolePolicy: asText(trust), tags },
    { parent },
  );
  const rolePolicy = new iam.RolePolicy(
    logicalName,
    {
      name: physicalName("aws:iam/rolePolicy:RolePolicy", identity),
      role: role.name,
      policy: asText(policy),
    },
    { parent },
  );
  return { role, rolePolicy };
}

function asText(document: pulumi.Input<object>): pulumi.Output<string> {
  return pulumi.output(document).apply((known) => JSON.stringify(known));
}
