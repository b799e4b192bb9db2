/** AWS IAM. */
import { globalArn, page, text, type Row } from "./row";

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
  update: "none",
  updateLine: 18,
  computed: () => ({}),
};

export const iam = [role, rolePolicy, rolePolicyAttachment];
