/** Amazon VPC: networks, subnets, routes and the ways out. */
import { isIPv4 } from "node:net";
import { arn, ec2Id, page, text, type Making, type Row } from "./row";

/** An address from the range kept for documentation (RFC 5737), different for every call of a process. */
let lastAddress = 0;
function publicIp(): string {
  lastAddress = (lastAddress % 254) + 1;
  return `203.0.113.${lastAddress}`;
}

function owned({ place }: Making, kind: string, id: string): { arn: string; ownerId: string } {
  return { arn: arn(place, "ec2", `${kind}/${id}`), ownerId: place.account };
}

const vpc: Row = {
  type: "aws:ec2/vpc:Vpc",
  source: page("00081ce41cc691433ac19bf42227cdabffd0454d", "internal/service/ec2/vpc_.go"),
  id: () => ec2Id("vpc"),
  idLine: 228,
  replaceOn: { cidrBlock: 79, ipv4IpamPoolId: 123, ipv4NetmaskLength: 128, instanceTenancy: 518 },
  update: "changed",
  updateLine: 386,
  computed: (making, id) => {
    const { inputs, before } = making;
    const table = before?.["mainRouteTableId"] ?? ec2Id("rtb");
    return {
      ...owned(making, "vpc", id),
      defaultNetworkAclId: before?.["defaultNetworkAclId"] ?? ec2Id("acl"),
      defaultRouteTableId: table,
      defaultSecurityGroupId: before?.["defaultSecurityGroupId"] ?? ec2Id("sg"),
      dhcpOptionsId: before?.["dhcpOptionsId"] ?? ec2Id("dopt"),
      enableDnsHostnames: inputs["enableDnsHostnames"] ?? false,
      enableDnsSupport: inputs["enableDnsSupport"] ?? true,
      enableNetworkAddressUsageMetrics: inputs["enableNetworkAddressUsageMetrics"] ?? false,
      instanceTenancy: inputs["instanceTenancy"] ?? "default",
      // Known to be none: what depends on them is known in a preview, too.
      ipv6AssociationId: "",
      ipv6CidrBlock: "",
      ipv6CidrBlockNetworkBorderGroup: "",
      mainRouteTableId: table,
    };
  },
};

const subnet: Row = {
  type: "aws:ec2/subnet:Subnet",
  source: page("00cda125a19d31754cb0d073cf551264c57955cb", "internal/service/ec2/vpc_subnet.go"),
  id: () => ec2Id("subnet"),
  idLine: 267,
  // AWS refuses any overlap; here only the same range again is seen.
  unique: {
    key: ({ inputs }) =>
      text(inputs, "cidrBlock") === "" ? undefined : `${text(inputs, "vpcId")} ${text(inputs, "cidrBlock")}`,
    error: "InvalidSubnet.Conflict: the CIDR conflicts with another subnet",
  },
  replaceOn: {
    availabilityZone: 75,
    availabilityZoneId: 82,
    cidrBlock: 89,
    ipv4IpamPoolId: 120,
    ipv4NetmaskLength: 126,
    ipv6IpamPoolId: 144,
    ipv6Native: 149,
    ipv6NetmaskLength: 155,
    outpostArn: 173,
    vpcId: 191,
  },
  update: "changed",
  updateLine: 339,
  computed: (making, id) => ({
    ...owned(making, "subnet", id),
    assignIpv6AddressOnCreation: making.inputs["assignIpv6AddressOnCreation"] ?? false,
    availabilityZone: making.inputs["availabilityZone"] ?? `${making.place.region}a`,
    mapPublicIpOnLaunch: making.inputs["mapPublicIpOnLaunch"] ?? false,
    privateDnsHostnameTypeOnLaunch: making.inputs["privateDnsHostnameTypeOnLaunch"] ?? "ip-name",
  }),
};

const internetGateway: Row = {
  type: "aws:ec2/internetGateway:InternetGateway",
  source: page("08923b68b5ad6fcfdd38362fb5247e39a9b07add", "internal/service/ec2/vpc_internet_gateway.go"),
  id: () => ec2Id("igw"),
  idLine: 78,
  unique: {
    key: ({ inputs }) => text(inputs, "vpcId") || undefined,
    error: "Resource.AlreadyAssociated: the VPC has an internet gateway already",
  },
  replaceOn: {},
  update: "changed",
  updateLine: 146,
  computed: (making, id) => owned(making, "internet-gateway", id),
};

const routeTable: Row = {
  type: "aws:ec2/routeTable:RouteTable",
  source: page("022092419b7cda11527df3c6b51cbfe1876c1722", "internal/service/ec2/vpc_route_table.go"),
  id: () => ec2Id("rtb"),
  idLine: 177,
  replaceOn: { vpcId: 154 },
  update: "changed",
  updateLine: 254,
  computed: (making, id) => owned(making, "route-table", id),
};

const route: Row = {
  type: "aws:ec2/route:Route",
  source: page("0128541e0711766f28540143a9d73738aced60aa", "internal/service/ec2/vpc_route.go"),
  id: ({ inputs }) => `r-${text(inputs, "routeTableId")}${destination(inputs).replace(/\W/g, "")}`,
  idLine: 261,
  unique: {
    key: ({ inputs }) => `${text(inputs, "routeTableId")} ${destination(inputs)}`,
    error: "RouteAlreadyExists: the route table has a route to that destination already",
  },
  replaceOn: {
    routeTableId: 68,
    destinationCidrBlock: 77,
    destinationIpv6CidrBlock: 84,
    destinationPrefixListId: 92,
  },
  update: "whole",
  updateLine: 352,
  computed: () => ({ origin: "CreateRoute", state: "active" }),
};

function destination(inputs: Making["inputs"]): string {
  const names = ["destinationCidrBlock", "destinationIpv6CidrBlock", "destinationPrefixListId"];
  return names.map((name) => text(inputs, name)).join("");
}

const routeTableAssociation: Row = {
  type: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  source: page(
    "0be71beb458ad8875e0acc5c91519c0ceeb214aa",
    "internal/service/ec2/vpc_route_table_association.go",
  ),
  id: () => ec2Id("rtbassoc"),
  idLine: 79,
  unique: {
    key: ({ inputs }) => `${text(inputs, "subnetId")}${text(inputs, "gatewayId")}`,
    error: "Resource.AlreadyAssociated: the subnet has a route table already",
  },
  replaceOn: { gatewayId: 33, subnetId: 43 },
  update: "whole",
  updateLine: 120,
  computed: () => ({}),
};

const eip: Row = {
  type: "aws:ec2/eip:Eip",
  source: page("01606926a0c0ab9174aec440f976a48b0baee722", "internal/service/ec2/ec2_eip.go"),
  id: () => ec2Id("eipalloc"),
  idLine: 183,
  replaceOn: { address: 54, domain: 86, ipamPoolId: 99, networkBorderGroup: 106, publicIpv4Pool: 136 },
  update: "changed",
  updateLine: 281,
  computed: ({ inputs, place, before }, id) => {
    const given = text(inputs, "address") || text(before ?? {}, "publicIp");
    return {
      allocationId: id,
      arn: arn(place, "ec2", `elastic-ip/${id}`),
      domain: inputs["domain"] ?? "vpc",
      networkBorderGroup: inputs["networkBorderGroup"] ?? place.region,
      publicIp: isIPv4(given) ? given : publicIp(),
      publicIpv4Pool: inputs["publicIpv4Pool"] ?? "amazon",
    };
  },
};

const natGateway: Row = {
  type: "aws:ec2/natGateway:NatGateway",
  source: page("04088eaa54948421bf1ef7494ae2b2c01d9243e3", "internal/service/ec2/vpc_nat_gateway.go"),
  id: () => ec2Id("nat"),
  idLine: 163,
  replaceOn: {
    allocationId: 56,
    connectivityType: 65,
    privateIp: 77,
    secondaryPrivateIpAddressCount: 93,
    subnetId: 106,
  },
  update: "changed",
  updateLine: 220,
  computed: ({ inputs, before }) => ({
    associationId: before?.["associationId"] ?? ec2Id("eipassoc"),
    connectivityType: inputs["connectivityType"] ?? "public",
    networkInterfaceId: before?.["networkInterfaceId"] ?? ec2Id("eni"),
  }),
};

export const network = [
  vpc,
  subnet,
  internetGateway,
  routeTable,
  route,
  routeTableAssociation,
  eip,
  natGateway,
];
