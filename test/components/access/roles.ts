/** The roles of a stage `dev` of a project `shop`, with their documents. */
import { approverPolicy, operatorPolicy, uploaderPolicy, viewerPolicy } from "../../../components/access/iam";
import { previewerPolicy } from "../../../components/access/previewer";
import { stageReach } from "../../../components/access/reach";
import type { Place } from "../../../components/access/place";
import type { PolicyDocument } from "../../../components/policy-document";

export const place: Place = { partition: "aws", accountId: "123456789012", region: "eu-west-1" };
export const stage = { project: "shop", stage: "dev" };
export const other = { project: "shop", stage: "prod" };
export const state = { project: "shop", pulumiProject: "shop", stack: "dev" };

export const documents = {
  "uploader of `web`": uploaderPolicy(stage, "web", place),
  viewer: viewerPolicy(stage, place),
  approver: approverPolicy(stage, ["web"], place),
  operator: operatorPolicy(stage, place),
  previewer: previewerPolicy(stage, state, place),
  deployer: stageReach({ stage, state, alsoAllows: [] }, place),
} as const satisfies Record<string, PolicyDocument>;

export type RoleName = keyof typeof documents;
export const roleNames = Object.keys(documents) as RoleName[];
