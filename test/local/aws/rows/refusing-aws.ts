/** What the tests of AWS's refusals share: types, inputs of things that fit, and a local AWS that must stay as it was. */
import assert from "node:assert/strict";
import type { Values } from "../../../../wire/values";
import { emptiedAws } from "../emptied-aws";
import type { ProviderClient } from "../provider-client";

export const TYPE = {
  loadBalancer: "aws:lb/loadBalancer:LoadBalancer",
  listener: "aws:lb/listener:Listener",
  rule: "aws:lb/listenerRule:ListenerRule",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  template: "aws:ec2/launchTemplate:LaunchTemplate",
  group: "aws:autoscaling/group:Group",
  zone: "aws:route53/zone:Zone",
  record: "aws:route53/record:Record",
  bucket: "aws:s3/bucket:Bucket",
  parameter: "aws:ssm/parameter:Parameter",
  table: "aws:dynamodb/table:Table",
  eventRule: "aws:cloudwatch/eventRule:EventRule",
  eventTarget: "aws:cloudwatch/eventTarget:EventTarget",
  topic: "aws:sns/topic:Topic",
  pipeline: "aws:codepipeline/pipeline:Pipeline",
  key: "aws:kms/key:Key",
  alias: "aws:kms/alias:Alias",
} as const;

export const balancer: Values = { name: "shop", subnets: ["subnet-1", "subnet-2"] };
export const fleet: Values = { name: "fleet", minSize: 0, maxSize: 2, launchTemplate: { id: "lt-1" } };
export const table: Values = {
  name: "releases",
  billingMode: "PAY_PER_REQUEST",
  hashKey: "service",
  attributes: [{ name: "service", type: "S" }],
};
export const stages: Values[] = [{ name: "Source" }, { name: "Release" }];
export const pipeline: Values = { name: "shop", roleArn: "arn:role", artifactStores: [], stages };

/** A local AWS for the tests of the `describe` around, emptied after each of them. */
export function refusingAws() {
  const aws = emptiedAws();
  return {
    aws,
    create: (type: string, inputs: Values): ReturnType<ProviderClient["create"]> =>
      aws.client.create(type, inputs),
    /** Refused, and nothing is there that was not there before. */
    refused: async (call: () => Promise<unknown>, details: string | RegExp): Promise<void> => {
      const held = aws.store.list();
      await assert.rejects(call(), { details });
      assert.deepEqual(aws.store.list(), held);
    },
  };
}
