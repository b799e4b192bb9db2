/** The delivery pipeline most tests make, with other arguments where they ask for some. */
import type * as pulumi from "@pulumi/pulumi";
import {
  DeliveryPipeline,
  type DeliveryPipelineArgs,
  type StepFunctions,
} from "../../../components/delivery-pipeline/delivery-pipeline";

const step = (name: string): { name: string; arn: string } => ({ name, arn: `arn:${name}` });

export const functions: StepFunctions = {
  prepare: step("shop-dev-prepare"),
  deploy: step("shop-dev-deploy"),
  release: step("shop-dev-release"),
};

const args: DeliveryPipelineArgs = {
  identity: { project: "shop", stage: "dev", service: "storefront" },
  ownership: { owner: "web", costCenter: "1000" },
  artifactBucket: { name: "artifacts", arn: "arn:aws:s3:::artifacts" },
  functions,
};

export function pipeline(
  changes: Partial<DeliveryPipelineArgs> = {},
): (opts: pulumi.ComponentResourceOptions) => DeliveryPipeline {
  return (opts) => new DeliveryPipeline("storefront", { ...args, ...changes }, opts);
}

export const topicArn = "arn:aws:sns:eu-west-1:123456789012:shop-dev-approvals";
export const approval = { topicArn };

export const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
export const ROLE = "aws:iam/role:Role";
export const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
export const RULE = "aws:cloudwatch/eventRule:EventRule";
export const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
