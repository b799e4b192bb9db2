/** The roles of a stage to be declared, and those who may take them. */
import type * as pulumi from "@pulumi/pulumi";
import { Access, type AccessArgs } from "../../../components/access/access";
import type { TakenBy } from "../../../components/access/taken-by";

const common = {
  identity: { project: "shop", stage: "dev" },
  ownership: { owner: "web", costCenter: "1000" },
};

export const access =
  (args: Partial<AccessArgs>) =>
  (opts: pulumi.ComponentResourceOptions): Access =>
    new Access("access", { ...common, ...args }, opts);

export const token: TakenBy = { oidc: { subjects: ["repo:example/web:ref:refs/heads/main"] } };
export const anchor =
  "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/0b1c2d3e-0000-4000-8000-000000000000";
export const certificate: TakenBy = { rolesAnywhere: { trustAnchorArn: anchor, commonName: "builder-1" } };
export const ada = "arn:aws:iam::123456789012:user/people/ada";
export const people: TakenBy = { users: { userArns: [ada] } };

export const approval = (approvers: TakenBy): Partial<AccessArgs> => ({
  approvers,
  approvedServices: ["web"],
});
