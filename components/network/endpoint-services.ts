/** The services of AWS a VPC may have a way to that does not lead over the internet. Pure. */
import { nearest } from "../../refusal/nearest";
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";

/** By a route in every route table; AWS takes nothing for it. */
export const GatewayEndpoint = { S3: "s3", DynamoDb: "dynamodb" } as const;
export type GatewayEndpoint = (typeof GatewayEndpoint)[keyof typeof GatewayEndpoint];

/** By an interface in every zone, as AWS's names of the services end. */
export const InterfaceEndpoint = {
  /** Systems Manager: parameters and managed instances. */
  Ssm: "ssm",
  /** Sessions of Systems Manager. */
  SsmMessages: "ssmmessages",
  /** What Systems Manager's older agents talk to. */
  Ec2Messages: "ec2messages",
  /** What CodeDeploy's agents talk to. */
  CodeDeployCommandsSecure: "codedeploy-commands-secure",
  /** CloudWatch Logs. */
  Logs: "logs",
  /** CloudWatch's metrics. */
  Monitoring: "monitoring",
  Kms: "kms",
  SecretsManager: "secretsmanager",
} as const;
export type InterfaceEndpoint = (typeof InterfaceEndpoint)[keyof typeof InterfaceEndpoint];

/** The endpoints of a VPC. */
export interface Endpoints {
  /** Services that all subnets reach through their route tables, at no cost. Defaults to every one of them. */
  gatewayEndpoints?: GatewayEndpoint[];
  /**
   * Services that private subnets reach without NAT, each through an interface in every zone, which costs by the hour.
   * Their ordinary names lead there. Defaults to none.
   */
  interfaceEndpoints?: InterfaceEndpoint[];
}

/** The gateways of a VPC where nothing is said of them. */
export const ALL_GATEWAYS: GatewayEndpoint[] = Object.values(GatewayEndpoint);

/**
 * What instances without NAT must reach: their revision, its parameter and Session Manager
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html).
 */
const OF_INSTANCES = {
  gateways: [GatewayEndpoint.S3],
  interfaces: [InterfaceEndpoint.Ssm, InterfaceEndpoint.SsmMessages, InterfaceEndpoint.Ec2Messages],
} as const;

/** Which endpoints a VPC without NAT lacks for instances to install what they run and be reached by people. */
export function missingForInstances({
  gatewayEndpoints = ALL_GATEWAYS,
  interfaceEndpoints = [],
}: Unchecked<Endpoints>): string[] {
  return [
    ...OF_INSTANCES.gateways.filter((service) => !gatewayEndpoints.includes(service)),
    ...OF_INSTANCES.interfaces.filter((service) => !interfaceEndpoints.includes(service)),
  ];
}

/** Everything wrong with the endpoints of a VPC; `path` is where it stands. */
export function endpointProblems(
  { gatewayEndpoints, interfaceEndpoints }: Unchecked<Endpoints>,
  path: string,
): Problem[] {
  return [
    ...listProblems(gatewayEndpoints, ALL_GATEWAYS, `${path}.gatewayEndpoints`),
    ...listProblems(interfaceEndpoints, Object.values(InterfaceEndpoint), `${path}.interfaceEndpoints`),
  ];
}

function listProblems(
  given: readonly (string | undefined)[] = [],
  services: readonly string[],
  path: string,
): Problem[] {
  return given.flatMap((service, index): Problem[] => {
    const [property, got] = [`${path}[${index}]`, shown(service)];
    if (service === undefined || !services.includes(service)) {
      const near = nearest(String(service), services);
      const remedy = near === undefined ? "choose one" : `did you mean ${near}?`;
      return [{ property, rule: `one of ${services.join(", ")}`, got, remedy }];
    }
    if (given.indexOf(service) === index) return [];
    return [{ property, rule: "listed once", got, remedy: "remove one" }];
  });
}
