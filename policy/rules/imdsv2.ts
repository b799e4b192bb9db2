/** The credentials of an instance's role are handed out only to who asks twice: the metadata service's version 2. */
import { given, is, isGiven } from "../aws/input";
import { shown } from "../../refusal/refusal";
import { resourceRule, type Finding } from "../rule";
import { all, some, UNKNOWN, type Values } from "../value";

const TOKENS = "metadataOptions.httpTokens";

export const imdsv2 = resourceRule({
  id: "imdsv2",
  description: "The metadata service of instances answers only requests with a token (IMDSv2).",
  reason:
    "Version 1 answers a plain GET: an application that can be led to fetch an address gives away the credentials of the instance's role (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html).",
  remedy: 'Set metadataOptions: { httpTokens: "required" }.',
  level: "mandatory",
  severity: "high",
  types: new Set([
    "aws:ec2/instance:Instance",
    "aws:ec2/launchConfiguration:LaunchConfiguration",
    "aws:ec2/launchTemplate:LaunchTemplate",
    "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
  ]),
  settings: {},
  check: ({ inputs }) => judged(inputs),
});

function judged(inputs: Values): readonly Finding[] {
  const tokens = given(inputs, TOKENS);
  const isFine = some([
    is(tokens, "required"),
    is(given(inputs, "metadataOptions.httpEndpoint"), "disabled"),
    // What it does not say is as its launch template says, which is judged itself.
    all([is(tokens, undefined), isGiven(inputs["launchTemplate"])]),
  ]);
  if (isFine === true) return [];
  if (isFine === UNKNOWN) return [{ notEvaluated: TOKENS }];
  const remedy = 'set httpTokens: "required"; SDKs of AWS since 2019 send the token by themselves';
  return [{ problem: { property: TOKENS, rule: '"required"', got: shown(tokens), remedy } }];
}
