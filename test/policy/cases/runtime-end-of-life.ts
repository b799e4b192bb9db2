import type { Values } from "../../../policy/value";
import type { Cases } from "./case";

const fn = "aws:lambda/function:Function";
const project = "aws:codebuild/project:Project";
const role = "arn:aws:iam::123456789012:role/shop-dev-orders";
const serviceRole = "arn:aws:iam::123456789012:role/shop-dev-build";
const orders = { role, handler: "index.handler", s3Bucket: "shop-dev-artifacts", s3Key: "orders.zip" };
const build = (image: string): Values => ({
  serviceRole,
  artifacts: { type: "NO_ARTIFACTS" },
  source: { type: "NO_SOURCE", buildspec: "version: 0.2" },
  environment: { type: "LINUX_CONTAINER", computeType: "BUILD_GENERAL1_SMALL", image },
});

export const cases: Cases = {
  passing: [
    { that: "runs on what lasts", type: fn, inputs: { ...orders, runtime: "nodejs24.x" } },
    { that: "builds on a new image", type: project, inputs: build("aws/codebuild/standard:7.0") },
    {
      that: "brings its own image",
      type: fn,
      inputs: {
        role,
        packageType: "Image",
        imageUri: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/orders:1",
      },
    },
  ],
  failing: [
    { that: "runs on what nobody mends", type: fn, inputs: { ...orders, runtime: "nodejs18.x" } },
    { that: "builds on what nobody mends", type: project, inputs: build("aws/codebuild/standard:4.0") },
  ],
};
