/**
 * Which input of a type is the name AWS knows it by, where the provider makes one up if none is given. What is part of
 * something named, as an alias of a function, or named by other rules, as a parameter, is not here. By module, with
 * the inputs as @pulumi/aws 7.48.0 calls them.
 */
const NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  name: {
    alb: "LoadBalancer TargetGroup",
    apigateway: "RestApi",
    apigatewayv2: "Api",
    autoscaling: "Group",
    backup: "Plan Vault",
    batch: "ComputeEnvironment JobDefinition JobQueue",
    budgets: "Budget",
    cfg: "Rule",
    cloudfront: "Function",
    cloudwatch: "EventBus EventRule LogGroup MetricAlarm MetricStream",
    codebuild: "Project",
    codedeploy: "Application",
    codepipeline: "Pipeline",
    cognito: "UserPool",
    dynamodb: "Table",
    ec2: "LaunchConfiguration LaunchTemplate SecurityGroup",
    ecr: "Repository",
    ecs: "CapacityProvider Cluster Service",
    eks: "Cluster",
    elb: "LoadBalancer",
    glue: "CatalogDatabase Crawler Job",
    iam: "InstanceProfile Policy Role RolePolicy",
    kinesis: "FirehoseDeliveryStream Stream",
    kms: "Alias",
    lambda: "Function",
    lb: "LoadBalancer TargetGroup",
    pipes: "Pipe",
    rds: "EventSubscription OptionGroup ParameterGroup Proxy SubnetGroup",
    rolesanywhere: "Profile TrustAnchor",
    scheduler: "Schedule ScheduleGroup",
    secretsmanager: "Secret",
    sfn: "Activity StateMachine",
    sns: "Topic",
    sqs: "Queue",
    synthetics: "Canary",
    wafv2: "IpSet RuleGroup WebAcl",
  },
  bucket: { s3: "Bucket BucketV2" },
  clusterIdentifier: { docdb: "Cluster", neptune: "Cluster", rds: "Cluster" },
  clusterId: { elasticache: "Cluster" },
  domainName: { opensearch: "Domain" },
  family: { ecs: "TaskDefinition" },
  identifier: { docdb: "ClusterInstance", neptune: "ClusterInstance", rds: "ClusterInstance Instance" },
  keyName: { ec2: "KeyPair" },
  replicationGroupId: { elasticache: "ReplicationGroup" },
};

/** By type token: `aws:lambda/function:Function` is called by `name`. */
export const nameProperties: ReadonlyMap<string, string> = new Map(
  Object.entries(NAMES).flatMap(([property, modules]) =>
    Object.entries(modules).flatMap(([module, names]) =>
      names.split(" ").map((name): [string, string] => {
        return [`aws:${module}/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`, property];
      }),
    ),
  ),
);
