import assert from "node:assert/strict";
import { InterfaceEndpoint } from "../../components/network/endpoint-services";
import { make, only } from "./make";
import { create, network, services } from "./network-of";
import { tagsOf } from "./tags-of";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

describe("a network", () => {
  it("that is made has gateways to S3 and DynamoDB in all its route tables, and no interfaces", async () => {
    const made = await make(network({ create }));
    for (const service of ["s3", "dynamodb"]) {
      assert.deepEqual(only(made, ENDPOINT, `network-${service}endpoint`).inputs, {
        vpcId: "vpc-made",
        vpcEndpointType: "Gateway",
        serviceName: `com.amazonaws.eu-west-1.${service}`,
        routeTableIds: ["rtb-public", "rtb-private"],
        tags: tagsOf(`${service}endpoint`),
      });
    }
    assert.equal(made.declared.length, 4);
  });

  it("has the interfaces it is asked for in its private subnets, behind one security group", async () => {
    const interfaceEndpoints = Object.values(InterfaceEndpoint);
    const made = await make(network({ create: { ...create, interfaceEndpoints } }));
    assert.equal(interfaceEndpoints.join(", "), services);
    for (const service of interfaceEndpoints) {
      const role = `${service.replaceAll("-", "")}endpoint`;
      assert.deepEqual(only(made, ENDPOINT, `network-${role}`).inputs, {
        vpcId: "vpc-made",
        vpcEndpointType: "Interface",
        serviceName: `com.amazonaws.eu-west-1.${service}`,
        privateDnsEnabled: true,
        subnetIds: ["subnet-private"],
        securityGroupIds: ["id:SecurityGroup network-endpoints"],
        tags: tagsOf(role),
      });
    }
    assert.deepEqual(only(made, "aws:ec2/securityGroup:SecurityGroup").inputs, {
      name: "shop-dev-endpoints",
      description: "Endpoints of AWS services: HTTPS in from the VPC, out to nobody",
      vpcId: "vpc-made",
      tags: tagsOf("endpoints"),
    });
    const rules = made.declared.filter(({ type }) => type.startsWith("aws:vpc/securityGroup"));
    assert.deepEqual(
      rules.map(({ name, inputs }) => [name, inputs]),
      [
        [
          "network-endpoints-in",
          {
            securityGroupId: "id:SecurityGroup network-endpoints",
            description: "HTTPS from everybody in the VPC",
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            cidrIpv4: "10.10.0.0/16",
            tags: tagsOf("endpoints"),
          },
        ],
      ],
    );
  });
});
