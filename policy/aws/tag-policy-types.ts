/**
 * Which types of ours a resource type of an AWS tag policy is: `ec2:security-group` is `aws:ec2/securityGroup:…`. The
 * names of both are mostly the same but for how they are written; where they are not, the tables say so, after
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_supported-resources-enforcement.html
 * and the mapping that hashicorp/terraform-provider-aws keeps for tag_policy_compliance (November 2026). Pure.
 */
import { standsFor } from "../../naming/wildcard";
import { taggableTypes } from "./taggable-types";

/** Where the types of a service stand, as patterns of `<module>/<Name>`, if not in the module of its name. */
export const SERVICES: Readonly<Record<string, readonly string[]>> = {
  airflow: ["mwaa/*"],
  aoss: ["opensearch/Serverless*"],
  apigateway: ["apigateway/*", "apigatewayv2/*"],
  aps: ["amp/*"],
  "bcm-data-exports": ["bcmdata/*"],
  cassandra: ["keyspaces/*"],
  catalog: ["servicecatalog/Portfolio", "servicecatalog/Product"],
  ce: ["costexplorer/*"],
  cloudwatch: ["cloudwatch/*Alarm", "cloudwatch/MetricStream", "cloudwatch/Contributor*"],
  "cognito-identity": ["cognito/IdentityPool"],
  "cognito-idp": ["cognito/UserPool"],
  config: ["cfg/*"],
  ds: ["directoryservice/*"],
  ec2: ["ec2/*", "ebs/*", "ec2clientvpn/*", "ec2transitgateway/*", "verifiedaccess/*", "vpc/SecurityGroup*"],
  elasticfilesystem: ["efs/*"],
  elasticloadbalancing: ["lb/*", "alb/*", "elb/*"],
  elasticmapreduce: ["emr/*"],
  es: ["opensearch/Domain", "elasticsearch/*"],
  events: ["cloudwatch/Event*"],
  firehose: ["kinesis/FirehoseDeliveryStream"],
  geo: ["location/*"],
  internetmonitor: ["cloudwatch/InternetMonitor"],
  kafka: ["msk/*"],
  kafkaconnect: ["mskconnect/*"],
  kinesis: ["kinesis/Stream*"],
  kinesisanalytics: ["kinesisanalyticsv2/*", "kinesis/AnalyticsApplication"],
  kinesisvideo: ["kinesis/VideoStream"],
  logs: ["cloudwatch/Log*"],
  mobiletargeting: ["pinpoint/App", "pinpoint/EmailTemplate"],
  "notifications-contacts": ["notifications/ContactsEmailContact"],
  osis: ["opensearchingest/*"],
  profile: ["customerprofiles/*"],
  rds: ["rds/*", "docdb/*", "neptune/*"],
  route53: ["route53/HealthCheck", "route53/Zone"],
  "route53-recovery-control": ["route53recoverycontrol/*"],
  route53profiles: ["route53/Profiles*"],
  route53resolver: ["route53/Resolver*"],
  s3: ["s3/AccessPoint", "s3/Bucket", "s3/BucketV2", "s3control/StorageLensConfiguration"],
  s3express: ["s3/DirectoryBucket"],
  servicecatalog: ["servicecatalog/Appregistry*"],
  ses: ["sesv2/*"],
  states: ["sfn/*"],
  timestream: ["timestreamwrite/*", "timestreamquery/*"],
};

/** Where the name of the type is another one. */
export const OTHERS: Readonly<Record<string, readonly string[]>> = {
  "aoss:collection": ["opensearch/ServerlessCollection"],
  "app-integrations:event-integration": ["appconfig/EventIntegration"],
  "apprunner:autoscalingconfiguration": ["apprunner/AutoScalingConfigurationVersion"],
  "aps:rulegroupsnamespace": ["amp/RuleGroupNamespace"],
  "autoscaling:autoscalinggroup": ["autoscaling/Group"],
  "backup:backup-plan": ["backup/Plan"],
  "backup:backup-vault": ["backup/Vault"],
  "bedrock:agent": ["bedrock/AgentAgent"],
  "bedrock:agent-alias": ["bedrock/AgentAgentAlias"],
  "bedrock:application-inference-profile": ["bedrock/InferenceProfile"],
  "bedrock:flow": ["bedrock/AgentFlow"],
  "bedrock:knowledge-base": ["bedrock/AgentKnowledgeBase"],
  "bedrock:prompt": ["bedrock/AgentPrompt"],
  "budgets:budget/action": ["budgets/BudgetAction"],
  "cloudwatch:alarm": ["cloudwatch/MetricAlarm", "cloudwatch/CompositeAlarm"],
  "codeguru-reviewer:association": ["codegurureviewer/RepositoryAssociation"],
  "codepipeline:actiontype": ["codepipeline/CustomActionType"],
  "config:aggregation-authorization": ["cfg/AggregateAuthorization"],
  "config:config-aggregator": ["cfg/ConfigurationAggregator"],
  "config:config-rule": ["cfg/Rule"],
  "connect:instance/agent": ["connect/User"],
  "connect:instance/flow-module": ["connect/ContactFlowModule"],
  "connect:instance/operating-hours": ["connect/HoursOfOperation"],
  "connect:instance/transfer-destination": ["connect/QuickConnect"],
  "cur:definition": ["cur/ReportDefinition"],
  "dax:cache": ["dax/Cluster"],
  "dlm:policy": ["dlm/LifecyclePolicy"],
  "dms:cert": ["dms/Certificate"],
  "dms:es": ["dms/EventSubscription"],
  "dms:rep": ["dms/ReplicationInstance"],
  "dms:subgrp": ["dms/ReplicationSubnetGroup"],
  "dms:task": ["dms/ReplicationTask"],
  "ec2:client-vpn-endpoint": ["ec2clientvpn/Endpoint"],
  "ec2:dhcp-options": ["ec2/VpcDhcpOptions", "ec2/DefaultVpcDhcpOptions"],
  "ec2:elastic-ip": ["ec2/Eip"],
  "ec2:image": ["ec2/Ami", "ec2/AmiCopy", "ec2/AmiFromInstance"],
  "ec2:instance": ["ec2/Instance"],
  "ec2:ipam": ["ec2/VpcIpam"],
  "ec2:ipam-pool": ["ec2/VpcIpamPool"],
  "ec2:ipam-resource-discovery": ["ec2/VpcIpamResourceDiscovery"],
  "ec2:ipam-resource-discovery-association": ["ec2/VpcIpamResourceDiscoveryAssociation"],
  "ec2:ipam-scope": ["ec2/VpcIpamScope"],
  "ec2:prefix-list": ["ec2/ManagedPrefixList"],
  "ec2:route-table": ["ec2/RouteTable", "ec2/DefaultRouteTable"],
  "ec2:security-group-rule": ["vpc/SecurityGroupEgressRule", "vpc/SecurityGroupIngressRule"],
  "ec2:spot-instances-request": ["ec2/SpotInstanceRequest"],
  "ec2:transit-gateway-attachment": [
    "ec2transitgateway/VpcAttachment",
    "ec2transitgateway/PeeringAttachment",
  ],
  "ec2:transit-gateway-connect-peer": ["ec2transitgateway/ConnectPeer"],
  "ec2:transit-gateway-multicast-domain": ["ec2transitgateway/MulticastDomain"],
  "ec2:transit-gateway-route-table": ["ec2transitgateway/RouteTable"],
  "ec2:verified-access-endpoint": ["verifiedaccess/Endpoint"],
  "ec2:verified-access-group": ["verifiedaccess/Group"],
  "ec2:verified-access-instance": ["verifiedaccess/Instance"],
  "ec2:verified-access-trust-provider": ["verifiedaccess/TrustProvider"],
  "ec2:vpc-flow-log": ["ec2/FlowLog"],
  "events:rule": ["cloudwatch/EventRule"],
  "firehose:deliverystream": ["kinesis/FirehoseDeliveryStream"],
  "fsx:association": ["fsx/DataRepositoryAssociation"],
  "fsx:file-system": ["fsx/*FileSystem"],
  "fsx:snapshot": ["fsx/OpenZfsSnapshot"],
  "fsx:storage-virtual-machine": ["fsx/OntapStorageVirtualMachine"],
  "fsx:volume": ["fsx/*Volume"],
  "geo:route-calculator": ["location/RouteCalculation"],
  "globalaccelerator:attachment": ["globalaccelerator/CrossAccountAttachment"],
  "glue:database": ["glue/CatalogDatabase"],
  "iam:mfa": ["iam/VirtualMfaDevice"],
  "iam:oidc-provider": ["iam/OpenIdConnectProvider"],
  "internetmonitor:monitor": ["cloudwatch/InternetMonitor"],
  "iot:cacert": ["iot/CaCertificate"],
  "iot:rule": ["iot/TopicRule"],
  "ivs:playback-key": ["ivs/PlaybackKeyPair"],
  "kinesis:stream/consumer": ["kinesis/StreamConsumer"],
  "kinesisvideo:stream": ["kinesis/VideoStream"],
  "lex:bot": ["lex/V2modelsBot"],
  "lightsail:loadbalancer": ["lightsail/Lb"],
  "logs:anomaly-detector": ["cloudwatch/LogAnomalyDetector"],
  "logs:delivery": ["cloudwatch/LogDelivery"],
  "logs:delivery-destination": ["cloudwatch/LogDeliveryDestination"],
  "logs:delivery-source": ["cloudwatch/LogDeliverySource"],
  "logs:destination": ["cloudwatch/LogDestination"],
  "network-firewall:stateful-rulegroup": ["networkfirewall/RuleGroup"],
  "network-firewall:stateless-rulegroup": ["networkfirewall/RuleGroup"],
  "notifications-contacts:emailcontact": ["notifications/ContactsEmailContact"],
  "organizations:ou": ["organizations/OrganizationalUnit"],
  "rds:cev": ["rds/CustomDbEngineVersion"],
  "rds:cluster-pg": ["rds/ClusterParameterGroup"],
  "rds:db": ["rds/Instance", "rds/ClusterInstance", "docdb/ClusterInstance", "neptune/ClusterInstance"],
  "rds:db-proxy": ["rds/Proxy"],
  "rds:db-proxy-endpoint": ["rds/ProxyEndpoint"],
  "rds:es": ["rds/EventSubscription"],
  "rds:og": ["rds/OptionGroup"],
  "rds:pg": ["rds/ParameterGroup"],
  "rds:subgrp": ["rds/SubnetGroup"],
  "route53:hostedzone": ["route53/Zone"],
  "route53profiles:profile": ["route53/ProfilesProfile"],
  "route53profiles:profile-association": ["route53/ProfilesAssociation"],
  "route53resolver:firewall-domain-list": ["route53/ResolverFirewallDomainList"],
  "route53resolver:firewall-rule-group": ["route53/ResolverFirewallRuleGroup"],
  "route53resolver:firewall-rule-group-association": ["route53/ResolverFirewallRuleGroupAssociation"],
  "s3:bucket": ["s3/Bucket", "s3/BucketV2"],
  "s3:storage-lens": ["s3control/StorageLensConfiguration"],
  "s3express:bucket": ["s3/DirectoryBucket"],
  "sagemaker:endpoint-config": ["sagemaker/EndpointConfiguration"],
  "sagemaker:notebook-instance-lifecycle-config": ["sagemaker/NotebookInstanceLifecycleConfiguration"],
  "servicecatalog:applications": ["servicecatalog/AppregistryApplication"],
  "servicecatalog:attribute-groups": ["servicecatalog/AppregistryAttributeGroup"],
  "ses:identity": ["sesv2/EmailIdentity"],
  "vpc-lattice:service/listener/rule": ["vpclattice/ListenerRule"],
};

interface Known {
  readonly token: string;
  /** `<module>/<Name>` */
  readonly path: string;
}

const known: readonly Known[] = [...taggableTypes, "aws:autoscaling/group:Group"].map((token) => {
  const [, middle = "", name = ""] = token.split(":");
  return { token, path: `${middle.split("/")[0] ?? ""}/${name}` };
});

/**
 * The tokens that a type of a tag policy stands for, with all of a service for `<service>:ALL_SUPPORTED` and
 * `<service>:*`, and everything for `*`; none where we know of no such type.
 */
export function tokensOf(named: string): readonly string[] {
  if (named === "*") return known.map(({ token }) => token);
  const [service = "", type = ""] = named.split(":");
  const ofService = own(SERVICES, service) ?? [`${service.replaceAll("-", "")}/*`];
  const others = own(OTHERS, named.toLowerCase());
  const found = among(others ?? ofService);
  if (others !== undefined || type === "*" || type === "ALL_SUPPORTED")
    return found.map(({ token }) => token);
  const name = plain(type.split("/").at(-1) ?? "");
  return found.flatMap(({ token, path }) => {
    const ours = plain(path.split("/")[1] ?? "");
    return ours === name || `${ours}s` === name ? [token] : [];
  });
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

function among(patterns: readonly string[]): readonly Known[] {
  return known.filter(({ path }) => patterns.some((pattern) => standsFor(pattern, path)));
}

function plain(name: string): string {
  return name.replace(/[^a-zA-Z0-9]/g, "").toLowerCase();
}
