import type { Case, Cases } from "./case";

const group = (that: string, version: string): Case => ({
  that,
  type: "aws:autoscaling/group:Group",
  inputs: {
    minSize: 0,
    maxSize: 1,
    vpcZoneIdentifiers: ["subnet-0123456789abcdef0"],
    launchTemplate: { id: "lt-0123456789abcdef0", version },
  },
});

const project = (that: string, image: string): Case => ({
  that,
  type: "aws:codebuild/project:Project",
  inputs: {
    serviceRole: "arn:aws:iam::123456789012:role/shop",
    artifacts: { type: "NO_ARTIFACTS" },
    source: { type: "NO_SOURCE", buildspec: "version: 0.2" },
    environment: { computeType: "BUILD_GENERAL1_SMALL", type: "LINUX_CONTAINER", image },
  },
});

export const cases: Cases = {
  passing: [
    group("names a version of its template", "3"),
    project("builds in an image of a version", "aws/codebuild/amazonlinux2-x86_64-standard:5.0"),
  ],
  failing: [
    group("takes whatever version of its template is newest", "$Latest"),
    project("builds in whatever image is newest", "public.ecr.aws/docker/library/node:latest"),
  ],
};
