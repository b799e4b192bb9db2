/** Amazon EC2 security groups and their rules. */
import type { Values } from "../../../wire/values";
import { arn, ec2Id, page, text, type Row } from "./row";

/**
 * What AWS takes as the description of a group
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html) and of a rule
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html).
 */
const DESCRIPTION = /^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

/** Refuses a description AWS would not take. */
function described(what: string): NonNullable<Row["refuses"]> {
  return ({ inputs }) =>
    DESCRIPTION.test(text(inputs, "description"))
      ? undefined
      : `InvalidParameterValue: Invalid ${what} description. Valid descriptions are strings less than 256 characters ` +
        "from the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*";
}

const securityGroup: Row = {
  type: "aws:ec2/securityGroup:SecurityGroup",
  source: page("01606926a0c0ab9174aec440f976a48b0baee722", "internal/service/ec2/vpc_security_group.go"),
  id: () => ec2Id("sg"),
  idLine: 210,
  autoName: "name",
  unique: {
    key: ({ inputs }) => `${text(inputs, "vpcId")} ${text(inputs, "name")}`,
    error: "InvalidGroup.Duplicate: the VPC has a security group of that name already",
  },
  replaceOn: { description: 69, name: 79, namePrefix: 90, vpcId: 111 },
  update: "changed",
  updateLine: 324,
  refuses: described("security group"),
  computed: ({ inputs, place }, id) => ({
    arn: arn(place, "ec2", `security-group/${id}`),
    description: inputs["description"] ?? "Managed by Pulumi",
    ownerId: place.account,
    revokeRulesOnDelete: inputs["revokeRulesOnDelete"] ?? false,
  }),
};

const SOURCES = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"];

function kind(inputs: Values): string {
  return SOURCES.filter((name) => (inputs[name] ?? null) !== null).join();
}

/** Both kinds of rule share their schema and their update in the real provider. */
function rule(type: string): Row {
  return {
    type,
    source: page(
      "00a322094b4b9ade8a81b244345dbcf4b52ee8d6",
      "internal/service/ec2/vpc_security_group_ingress_rule.go",
    ),
    id: () => ec2Id("sgr"),
    idLine: 171,
    unique: {
      key: ({ inputs }) =>
        ["securityGroupId", "ipProtocol", "fromPort", "toPort", ...SOURCES]
          .map((name) => text(inputs, name))
          .join(" "),
      error: "InvalidPermission.Duplicate: the group has that rule already",
    },
    replaceOn: { securityGroupId: 108 },
    // A rule keeps its kind of source: another one is another rule.
    replaceIf: { names: SOURCES, line: 389, when: (before, after) => kind(before) !== kind(after) },
    update: "whole",
    updateLine: 282,
    refuses: described("security group rule"),
    computed: ({ place }, id) => ({
      arn: arn(place, "ec2", `security-group-rule/${id}`),
      securityGroupRuleId: id,
    }),
  };
}

export const securityGroups = [
  securityGroup,
  rule("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"),
  rule("aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"),
];
