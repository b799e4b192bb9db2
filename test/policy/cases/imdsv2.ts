import type { Cases } from "./case";

const template = "aws:ec2/launchTemplate:LaunchTemplate";
const instance = "aws:ec2/instance:Instance";
const image = { ami: "ami-0123456789abcdef0", instanceType: "t4g.small" };

export const cases: Cases = {
  passing: [
    { that: "asks for a token", type: template, inputs: { metadataOptions: { httpTokens: "required" } } },
    {
      that: "has no metadata",
      type: instance,
      inputs: { ...image, metadataOptions: { httpEndpoint: "disabled" } },
    },
    { that: "leaves it to its template", type: instance, inputs: { launchTemplate: { name: "web" } } },
  ],
  failing: [
    {
      that: "takes requests without token",
      type: template,
      inputs: { metadataOptions: { httpTokens: "optional" } },
    },
    { that: "does not say", type: instance, inputs: image },
    {
      that: "does not say for a launch configuration",
      type: "aws:ec2/launchConfiguration:LaunchConfiguration",
      inputs: { imageId: image.ami, instanceType: image.instanceType },
    },
  ],
};
