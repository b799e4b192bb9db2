/** Amazon VPC endpoints: ways to services of AWS that do not leave its network. */
import { createHash } from "node:crypto";
import type { Values } from "../../../wire/values";
import { arn, ec2Id, heldIn, page, text, texts, type Making, type Row } from "./row";

const ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

/** What an endpoint without a policy of its own lets through. */
const EVERYTHING = JSON.stringify({
  Version: "2008-10-17",
  Statement: [{ Action: "*", Effect: "Allow", Principal: "*", Resource: "*" }],
});

function isInterface(inputs: Values): boolean {
  return inputs["vpcEndpointType"] === "Interface";
}

/** The other endpoints of the VPC for the same service. */
function twins({ inputs, before, held }: Making): Values[] {
  return held(ENDPOINT)
    .map(({ properties }) => properties)
    .filter((other) => other["arn"] !== before?.["arn"])
    .filter((other) => ["vpcId", "serviceName"].every((name) => text(other, name) === text(inputs, name)));
}

/** What stands in another VPC than the endpoint; what is not held here may stand anywhere. */
function stranger({ inputs, place, held }: Making, name: string, type: string): string | undefined {
  const vpcId = text(inputs, "vpcId");
  const id = texts(inputs[name]).find((one) => {
    const found = heldIn(held, type, place, one);
    return found !== undefined && text(found.properties, "vpcId") !== vpcId;
  });
  return id === undefined
    ? undefined
    : `InvalidParameter: ${id} and ${vpcId} do not belong to the same network`;
}

/** A route table has one route to a service. */
function gatewayRefusal(making: Making): string | undefined {
  const tables = texts(making.inputs["routeTableIds"]);
  const taken = twins(making).flatMap((twin) => texts(twin["routeTableIds"]));
  const table = tables.find((one) => taken.includes(one));
  if (table === undefined) return stranger(making, "routeTableIds", "aws:ec2/routeTable:RouteTable");
  const list = prefixList(text(making.inputs, "serviceName"));
  return `RouteAlreadyExists: route table ${table} already has a route with destination-prefix-list-id ${list}`;
}

/** A zone has one subnet of it; a private name is there once, in a VPC that has names at all. */
function interfaceRefusal(making: Making): string | undefined {
  const { inputs, place, held } = making;
  const vpcId = text(inputs, "vpcId");
  const zones = texts(inputs["subnetIds"]).flatMap((id) => {
    const subnet = heldIn(held, "aws:ec2/subnet:Subnet", place, id);
    return subnet === undefined ? [] : [text(subnet.properties, "availabilityZone")];
  });
  if (new Set(zones).size < zones.length)
    return "DuplicateSubnetsInSameZone: VPC endpoint subnets should be in different availability zones supported by the VPC endpoint service.";
  if (inputs["privateDnsEnabled"] === true) {
    const vpc = heldIn(held, "aws:ec2/vpc:Vpc", place, vpcId)?.properties;
    const named =
      vpc === undefined || (vpc["enableDnsHostnames"] === true && vpc["enableDnsSupport"] === true);
    if (!named)
      return `InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for ${vpcId}`;
    if (twins(making).some((twin) => twin["privateDnsEnabled"] === true))
      return `InvalidParameter: private-dns-enabled cannot be set because there is already a conflicting DNS domain for ${text(inputs, "serviceName")} in the VPC ${vpcId}`;
  }
  return stranger(making, "subnetIds", "aws:ec2/subnet:Subnet");
}

/** The addresses of a service, as routes name them: the same for the same service in the same region. */
function prefixList(service: string): string {
  return `pl-${createHash("sha256").update(service).digest("hex").slice(0, 8)}`;
}

const endpoint: Row = {
  type: ENDPOINT,
  source: page("008db85aad5e56627b1eecab8830464a282552ed", "internal/service/ec2/vpc_endpoint.go"),
  id: () => ec2Id("vpce"),
  idLine: 366,
  replaceOn: {
    "dnsOptions.privateDnsPreference": 110,
    "dnsOptions.privateDnsSpecifiedDomains": 117,
    resourceConfigurationArn: 160,
    serviceName: 179,
    serviceNetworkArn: 185,
    serviceRegion: 193,
    vpcEndpointType: 232,
    vpcId: 239,
  },
  replaceIf: { names: ["privateDnsEnabled"], line: 247, when: (_before, after) => !isInterface(after) },
  update: "changed",
  updateLine: 492,
  refuses: (making) => {
    const { inputs, place } = making;
    const service = text(inputs, "serviceName");
    if (!service.startsWith(`com.amazonaws.${place.region}.`))
      return `InvalidServiceName: The Vpc Endpoint Service '${service}' does not exist`;
    return isInterface(inputs) ? interfaceRefusal(making) : gatewayRefusal(making);
  },
  computed: ({ inputs, place, before, changed }, id) => {
    const kept = changed.has("subnetIds") ? undefined : before?.["networkInterfaceIds"];
    return {
      arn: arn(place, "ec2", `vpc-endpoint/${id}`),
      ipAddressType: inputs["ipAddressType"] ?? "ipv4",
      networkInterfaceIds: kept ?? texts(inputs["subnetIds"]).map(() => ec2Id("eni")),
      ownerId: place.account,
      policy: inputs["policy"] ?? EVERYTHING,
      ...(isInterface(inputs) ? {} : { prefixListId: prefixList(text(inputs, "serviceName")) }),
      privateDnsEnabled: inputs["privateDnsEnabled"] ?? false,
      requesterManaged: false,
      routeTableIds: inputs["routeTableIds"] ?? [],
      securityGroupIds: inputs["securityGroupIds"] ?? [],
      serviceRegion: inputs["serviceRegion"] ?? place.region,
      state: "available",
      subnetIds: inputs["subnetIds"] ?? [],
      vpcEndpointType: inputs["vpcEndpointType"] ?? "Gateway",
    };
  },
  moves: (changed) => (changed.has("subnetIds") ? ["networkInterfaceIds"] : []),
};

export const vpcEndpoints = [endpoint];
