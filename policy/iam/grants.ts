/** Where resources grant permissions to an identity: by a policy document, or by attaching a policy. Pure. */
import { isList, isValues, UNKNOWN, type Value, type Values } from "../value";

/** Which input of which type holds policy documents; `[]` behind a name stands for each entry of a list. */
export const documents: Readonly<Record<string, string>> = {
  "aws:iam/groupPolicy:GroupPolicy": "policy",
  "aws:iam/policy:Policy": "policy",
  "aws:iam/role:Role": "inlinePolicies[].policy",
  "aws:iam/rolePolicy:RolePolicy": "policy",
  "aws:iam/userPolicy:UserPolicy": "policy",
  "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": "inlinePolicy",
};

/** Which input of which type holds ARNs of managed policies. */
export const attachments: Readonly<Record<string, string>> = {
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "policyArn",
  "aws:iam/groupPolicyAttachmentsExclusive:GroupPolicyAttachmentsExclusive": "policyArns[]",
  "aws:iam/policyAttachment:PolicyAttachment": "policyArn",
  "aws:iam/role:Role": "managedPolicyArns[]",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "policyArn",
  "aws:iam/rolePolicyAttachmentsExclusive:RolePolicyAttachmentsExclusive": "policyArns[]",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "policyArn",
  "aws:iam/userPolicyAttachmentsExclusive:UserPolicyAttachmentsExclusive": "policyArns[]",
  "aws:ssoadmin/managedPolicyAttachment:ManagedPolicyAttachment": "managedPolicyArn",
  "aws:ssoadmin/managedPolicyAttachmentsExclusive:ManagedPolicyAttachmentsExclusive": "managedPolicyArns[]",
};

export interface Found {
  /** `inlinePolicies[0].policy` */
  readonly property: string;
  readonly value: Value;
}

/** What a resource has at such a path; nothing where the path is undefined, or the input is not given. */
export function at(inputs: Values, path: string | undefined): readonly Found[] {
  const steps = path?.split(/(?=\[\])|\./) ?? [];
  let found: readonly Found[] = path === undefined ? [] : [{ property: "", value: inputs }];
  for (const step of steps) found = found.flatMap((one) => next(one, step));
  return found.filter(({ value }) => value !== undefined && value !== null);
}

function next({ property, value }: Found, step: string): readonly Found[] {
  if (value === UNKNOWN) return [{ property, value }];
  if (step === "[]")
    return isList(value)
      ? value.map((entry, index) => ({ property: `${property}[${index}]`, value: entry }))
      : [];
  const name = property === "" ? step : `${property}.${step}`;
  return isValues(value) ? [{ property: name, value: value[step] }] : [];
}
