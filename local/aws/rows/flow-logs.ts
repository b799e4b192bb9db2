/** Amazon VPC flow logs: who talks to whom. */
import { arn, ec2Id, page, text, type Row } from "./row";

/** What a line says unless told otherwise (https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html). */
const FORMAT =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} " +
  "${bytes} ${start} ${end} ${action} ${log-status}";

/** What is logged, and where to: AWS takes no second log of the same. */
const IDENTITY = [
  "vpcId",
  "transitGatewayId",
  "transitGatewayAttachmentId",
  "subnetId",
  "eniId",
  "regionalNatGatewayId",
  "trafficType",
  "logDestination",
];

const flowLog: Row = {
  type: "aws:ec2/flowLog:FlowLog",
  source: page("00a35305dc1b297a6fcdecdfbba33f1e63c3da39", "internal/service/ec2/vpc_flow_log.go"),
  id: () => ec2Id("fl"),
  idLine: 268,
  unique: {
    key: ({ inputs }) => IDENTITY.map((name) => text(inputs, name)).join(" "),
    error:
      "FlowLogAlreadyExists: There is an existing Flow Log with the same configuration and log destination.",
  },
  replaceOn: {
    deliverCrossAccountRole: 53,
    destinationOptions: 59,
    eniId: 89,
    iamRoleArn: 95,
    logDestination: 102,
    logDestinationType: 108,
    logFormat: 115,
    maxAggregationInterval: 121,
    regionalNatGatewayId: 128,
    subnetId: 134,
    trafficType: 142,
    transitGatewayAttachmentId: 148,
    transitGatewayId: 154,
    vpcId: 160,
  },
  update: "changed",
  updateLine: 329,
  computed: ({ inputs, place }, id) => ({
    arn: arn(place, "ec2", `vpc-flow-log/${id}`),
    logDestinationType: inputs["logDestinationType"] ?? "cloud-watch-logs",
    logFormat: inputs["logFormat"] ?? FORMAT,
    maxAggregationInterval: inputs["maxAggregationInterval"] ?? 600,
  }),
};

export const flowLogs = [flowLog];
