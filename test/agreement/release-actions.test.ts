/** Agreement: what the release functions call on AWS, and what their roles grant them: neither more nor less. */
import assert from "node:assert/strict";
import { FUNCTION_NAMES, type FunctionName } from "../../components/release-control/bundle";
import { functionPolicy } from "../../components/release-control/iam";
import { ANSWERS, CHANGES, READS } from "../../runtime/release/aws/actions-used";
import { place, stage } from "../components/access/roles";

/** What is granted besides the calls of a decision, and why. */
const BESIDES: Readonly<Record<string, { readonly why: string; readonly to: readonly FunctionName[] }>> = {
  "logs:CreateLogStream": { why: "Lambda writes the function's log in its name", to: FUNCTION_NAMES },
  "logs:PutLogEvents": { why: "Lambda writes the function's log in its name", to: FUNCTION_NAMES },
  ...Object.fromEntries(
    Object.values(ANSWERS)
      .flatMap(({ iam }) => iam)
      .map((action) => [action, { why: "a job is answered", to: ["prepare", "deploy", "release"] as const }]),
  ),
  ...Object.fromEntries(
    [
      "AssignPrivateIpAddresses",
      "CreateNetworkInterface",
      "DeleteNetworkInterface",
      "DescribeNetworkInterfaces",
      "DescribeSubnets",
      "UnassignPrivateIpAddresses",
    ].map((action) => [`ec2:${action}`, { why: "Lambda joins the network in its name", to: ["deploy"] }]),
  ),
  "ec2:DescribeInstances": { why: "names of instances", to: ["events"] },
  "route53:GetHostedZone": { why: "names of instances", to: ["events"] },
  "route53:ListResourceRecordSets": { why: "names of instances", to: ["events"] },
  "route53:ChangeResourceRecordSets": { why: "names of instances", to: ["events"] },
  "sqs:SendMessage": { why: "Lambda keeps lost events in its name", to: ["events"] },
};

/**
 * Who has it ask for the version: all but the one in the network, which does so by itself. Whatever is asked for, a pass
 * may look at a release that waits for just that, as an upload is prepared while a person's release is deployed.
 */
const ASK_VERSION: readonly FunctionName[] = FUNCTION_NAMES.filter((name) => name !== "deploy");

describe("the role of a release function", () => {
  const used = Object.values<{ readonly iam: readonly string[]; readonly implied?: readonly string[] }>({
    ...READS,
    ...CHANGES,
  }).flatMap(({ iam, implied = [] }) => [...iam, ...implied]);

  for (const name of FUNCTION_NAMES) {
    it(`(${name}) grants just the calls that are made, what they imply, and what has another reason`, () => {
      const { Statement } = functionPolicy(
        { name, logGroupArn: "arn:log" },
        {
          stage,
          place,
          otherLoadBalancerArns: [],
          zone: { arn: "arn:zone", domain: "dev.shop.internal" },
          lostEventsArn: "arn:queue",
          inNetwork: true,
        },
      );
      const granted = Statement.flatMap(({ Effect, Action = [] }) => (Effect === "Allow" ? Action : []));
      const besides = Object.entries(BESIDES).flatMap(([action, { to }]) =>
        to.includes(name) ? action : [],
      );
      const calls = used.filter((action) => action !== "lambda:InvokeFunction" || ASK_VERSION.includes(name));
      assert.deepEqual([...new Set(granted)].sort(), [...new Set([...calls, ...besides])].sort());
    });
  }
});
