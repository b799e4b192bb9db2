import assert from "node:assert/strict";
import { flowLogsPolicy, flowLogsTrust } from "../../components/network/iam";
import { make, only } from "./make";
import { create, network } from "./network-of";
import { tagsOf } from "./tags-of";

describe("a network", () => {
  for (const [flowLogs, days] of [
    [{}, 30],
    [{ retentionDays: 365 }, 365],
  ] as const) {
    it(`logs who talks to whom for ${days} days, by a role that may do nothing else, with ${JSON.stringify(flowLogs)}`, async () => {
      const made = await make(network({ create: { ...create, flowLogs } }));
      assert.deepEqual(only(made, "aws:cloudwatch/logGroup:LogGroup").inputs, {
        name: "/aws/vpc/flowlogs/shop-dev-flowlogs",
        retentionInDays: days,
        tags: tagsOf("flowlogs"),
      });
      const log = only(made, "aws:ec2/flowLog:FlowLog");
      assert.deepEqual(log.inputs, {
        vpcId: "vpc-made",
        trafficType: "ALL",
        logDestination: "arn:LogGroup network-flowlogs",
        iamRoleArn: "arn:Role network-flowlogs",
        tags: tagsOf("flowlogs"),
      });
      assert.deepEqual(log.dependsOn, ["aws:iam/rolePolicy:RolePolicy::network-flowlogs"]);
      const { name, tags } = only(made, "aws:iam/role:Role").inputs;
      assert.deepEqual([name, tags], ["shop-dev-flowlogs", tagsOf("flowlogs")]);
    });
  }

  it("has its flow logs written by its own account's and region's alone, and nowhere else", () => {
    const arn = "arn:aws-cn:logs:cn-north-1:123456789012:log-group:/aws/vpc/flowlogs/shop-dev-flowlogs";
    assert.deepEqual(flowLogsTrust(arn), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": "123456789012" },
            ArnLike: { "aws:SourceArn": "arn:aws-cn:ec2:cn-north-1:123456789012:vpc-flow-log/*" },
          },
        },
      ],
    });
    assert.deepEqual(flowLogsPolicy(arn), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteOwnLog",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          Resource: [arn, `${arn}:*`],
        },
      ],
    });
  });
});
