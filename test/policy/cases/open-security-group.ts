import type { Cases } from "./case";

const group = "aws:ec2/securityGroup:SecurityGroup";
const split = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const either = "aws:ec2/securityGroupRule:SecurityGroupRule";
const securityGroupId = "sg-0123456789abcdef0";
const everybody = { cidrBlocks: ["0.0.0.0/0"] };
const ssh = { protocol: "tcp", fromPort: 22, toPort: 22 };

export const cases: Cases = {
  passing: [
    {
      that: "lets everybody in to web pages, and the office to SSH",
      type: group,
      inputs: {
        ingress: [
          { ...everybody, protocol: "tcp", fromPort: 443, toPort: 443 },
          { cidrBlocks: ["192.0.2.0/24"], ...ssh },
        ],
      },
    },
    {
      that: "lets in by a prefix list",
      type: split,
      inputs: { securityGroupId, ipProtocol: "-1", prefixListId: "pl-0123456789abcdef0" },
    },
    {
      that: "lets everything out",
      type: either,
      inputs: { securityGroupId, type: "egress", protocol: "-1", fromPort: 0, toPort: 0, ...everybody },
    },
  ],
  failing: [
    { that: "lets everybody in to SSH", type: group, inputs: { ingress: [{ ...everybody, ...ssh }] } },
    {
      that: "lets everybody in by IPv6",
      type: split,
      inputs: { securityGroupId, ipProtocol: "tcp", fromPort: 5432, toPort: 5432, cidrIpv6: "::/0" },
    },
    {
      that: "lets everybody in to everything",
      type: either,
      inputs: { securityGroupId, type: "ingress", protocol: "-1", fromPort: 0, toPort: 0, ...everybody },
    },
  ],
};
