/** AWS IAM. */
import { createHash } from "node:crypto";
import { capitals, globalArn, page, text, type Row } from "./row";

const role: Row = {
  type: "aws:iam/role:Role",
  source: page("0040ea6911af00bea2cca6dbb14e86829826ad8e", "internal/service/iam/role.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 236,
  autoName: "name",
  unique: {
    key: ({ inputs }) => text(inputs, "name").toLowerCase(),
    error: "EntityAlreadyExists: a role of that name exists already",
  },
  replaceOn: { name: 132, namePrefix: 140, path: 148 },
  update: "changed",
  updateLine: 345,
  computed: ({ inputs, place, before }) => ({
    arn: globalArn(place, "iam", `role${text(inputs, "path") || "/"}${text(inputs, "name")}`),
    createDate: before?.["createDate"] ?? new Date().toISOString(),
    forceDetachPolicies: inputs["forceDetachPolicies"] ?? false,
    maxSessionDuration: inputs["maxSessionDuration"] ?? 3600,
    path: inputs["path"] ?? "/",
    uniqueId:
      before?.["uniqueId"] ??
      `AROALOCAL${text(inputs, "name")
        .toUpperCase()
        .replace(/[^A-Z0-9]/g, "")}`,
  }),
};

const rolePolicy: Row = {
  type: "aws:iam/rolePolicy:RolePolicy",
  source: page("02f97af85f89a04e8ed89f5e8b64a9a67f3cfe07", "internal/service/iam/role_policy.go"),
  id: ({ inputs }) => `${text(inputs, "role")}:${text(inputs, "name")}`,
  idLine: 106,
  autoName: "name",
  replaceOn: { name: 49, namePrefix: 57, role: 75 },
  update: "whole",
  updateLine: 99,
  computed: () => ({}),
};

const rolePolicyAttachment: Row = {
  type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  source: page("04c79849dbe7fbe76c3054b364357bcdaade9ac5", "internal/service/iam/role_policy_attachment.go"),
  id: ({ inputs }) => `${text(inputs, "role")}/${text(inputs, "policyArn")}`,
  idLine: 51,
  replaceOn: { role: 30, policyArn: 35 },
  deletesFirst: true,
  update: "none",
  updateLine: 18,
  computed: () => ({}),
};

const policy: Row = {
  type: "aws:iam/policy:Policy",
  source: page("fd91d1b7945cd7b14e91b4f8e9770d14a6f793d9", "internal/service/iam/policy.go"),
  id: ({ inputs, place }) =>
    globalArn(place, "iam", `policy${text(inputs, "path") || "/"}${text(inputs, "name")}`),
  idLine: 129,
  autoName: "name",
  unique: {
    key: ({ inputs }) => text(inputs, "name").toLowerCase(),
    error: "EntityAlreadyExists: a policy of that name exists already",
  },
  replaceOn: { description: 38, name: 57, namePrefix: 64, path: 45 },
  update: "changed",
  updateLine: 278,
  computed: ({ inputs, before }, id) => ({
    arn: id,
    attachmentCount: before?.["attachmentCount"] ?? 0,
    path: inputs["path"] ?? "/",
    policyId: before?.["policyId"] ?? capitals("ANPA", 17),
  }),
};

const instanceProfile: Row = {
  type: "aws:iam/instanceProfile:InstanceProfile",
  source: page("013f1736b90439e5a19567a87d3e5cd11858c420", "internal/service/iam/instance_profile.go"),
  id: ({ inputs }) => text(inputs, "name"),
  idLine: 123,
  autoName: "name",
  unique: {
    key: ({ inputs }) => text(inputs, "name").toLowerCase(),
    error: "EntityAlreadyExists: an instance profile of that name exists already",
  },
  replaceOn: { name: 66, namePrefix: 74, path: 82 },
  update: "changed",
  updateLine: 219,
  computed: ({ inputs, place, before }) => ({
    arn: globalArn(place, "iam", `instance-profile${text(inputs, "path") || "/"}${text(inputs, "name")}`),
    createDate: before?.["createDate"] ?? new Date().toISOString(),
    path: inputs["path"] ?? "/",
    uniqueId: before?.["uniqueId"] ?? capitals("AIPA", 17),
  }),
};

/** IAM knows a provider by its address without the scheme. */
function withoutScheme(url: string): string {
  return url.replace(/^https:\/\//, "");
}

const openIdConnectProvider: Row = {
  type: "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
  source: page("01606926a0c0ab9174aec440f976a48b0baee722", "internal/service/iam/openid_connect_provider.go"),
  id: ({ inputs, place }) => globalArn(place, "iam", `oidc-provider/${withoutScheme(text(inputs, "url"))}`),
  idLine: 101,
  unique: {
    key: ({ inputs }) => withoutScheme(text(inputs, "url")),
    error: "EntityAlreadyExists: a provider of that url exists already",
  },
  replaceOn: { url: 65 },
  update: "changed",
  updateLine: 146,
  computed: ({ inputs, before }, id) => ({
    arn: id,
    url: withoutScheme(text(inputs, "url")),
    // IAM looks at the server's certificate; a number that looks like its thumbprint stands for it.
    thumbprintLists: inputs["thumbprintLists"] ??
      before?.["thumbprintLists"] ?? [createHash("sha1").update(id).digest("hex")],
  }),
};

export const iam = [role, rolePolicy, rolePolicyAttachment, policy, instanceProfile, openIdConnectProvider];
