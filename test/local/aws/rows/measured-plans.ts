/**
 * What a change of each input does, measured with the real provider (5.100.0): `terraform plan` of a configuration
 * against a state that differs from it in this one argument.
 */
interface Planned {
  readonly type: string;
  /** Inputs whose change replaces, by name. */
  readonly replaces: string;
  /** Inputs whose change updates in place. */
  readonly updates: string;
}

export const planned: readonly Planned[] = [
  {
    type: "aws:lb/loadBalancer:LoadBalancer",
    replaces: "customerOwnedIpv4Pool internal loadBalancerType name",
    updates: "enableDeletionProtection idleTimeout ipAddressType securityGroups subnets tags",
  },
  {
    type: "aws:lb/listener:Listener",
    replaces: "loadBalancerArn",
    updates: "defaultActions port protocol tags",
  },
  {
    type: "aws:lb/listenerRule:ListenerRule",
    replaces: "listenerArn",
    updates: "actions conditions priority tags",
  },
  {
    type: "aws:lb/targetGroup:TargetGroup",
    replaces: "ipAddressType name port protocol protocolVersion targetType vpcId",
    updates: "deregistrationDelay healthCheck slowStart tags",
  },
  {
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    replaces: "name",
    updates: "defaultVersion description imageId instanceType tags userData vpcSecurityGroupIds",
  },
  {
    type: "aws:ec2/flowLog:FlowLog",
    replaces:
      "iamRoleArn logDestination logDestinationType logFormat maxAggregationInterval trafficType vpcId",
    updates: "tags",
  },
  {
    type: "aws:ec2/vpcEndpoint:VpcEndpoint",
    replaces: "serviceName vpcEndpointType vpcId",
    updates: "autoAccept ipAddressType policy routeTableIds securityGroupIds subnetIds tags",
  },
  {
    type: "aws:autoscaling/group:Group",
    replaces: "initialLifecycleHooks name",
    updates:
      "capacityRebalance defaultCooldown defaultInstanceWarmup desiredCapacity healthCheckGracePeriod healthCheckType launchTemplate maxInstanceLifetime maxSize minSize protectFromScaleIn serviceLinkedRoleArn vpcZoneIdentifiers",
  },
  {
    type: "aws:autoscaling/policy:Policy",
    replaces: "autoscalingGroupName name",
    updates: "enabled estimatedInstanceWarmup policyType targetTrackingConfiguration",
  },
  { type: "aws:route53/zone:Zone", replaces: "delegationSetId name", updates: "comment forceDestroy tags" },
  {
    type: "aws:route53/record:Record",
    replaces: "name zoneId",
    updates: "allowOverwrite healthCheckId records setIdentifier ttl type weightedRoutingPolicies",
  },
  { type: "aws:s3/bucket:Bucket", replaces: "bucket objectLockEnabled", updates: "forceDestroy tags" },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    replaces: "bucket expectedBucketOwner",
    updates: "mfa versioningConfiguration",
  },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    replaces: "bucket",
    updates: "blockPublicAcls ignorePublicAcls",
  },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    replaces: "bucket expectedBucketOwner",
    updates: "rules",
  },
  { type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls", replaces: "bucket", updates: "rule" },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    replaces: "bucket expectedBucketOwner",
    updates: "rules",
  },
  { type: "aws:s3/bucketPolicy:BucketPolicy", replaces: "bucket", updates: "policy" },
  { type: "aws:s3/bucketNotification:BucketNotification", replaces: "bucket", updates: "eventbridge" },
  {
    type: "aws:ssm/parameter:Parameter",
    replaces: "dataType name",
    updates: "allowedPattern description keyId overwrite tags tier type value",
  },
  { type: "aws:iam/policy:Policy", replaces: "description name path", updates: "policy tags" },
  { type: "aws:iam/instanceProfile:InstanceProfile", replaces: "name path", updates: "role tags" },
  { type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment", replaces: "policyArn role", updates: "" },
  {
    type: "aws:dynamodb/table:Table",
    replaces: "hashKey name rangeKey",
    updates: "attributes billingMode deletionProtectionEnabled streamEnabled streamViewType tableClass tags",
  },
  {
    type: "aws:cloudwatch/eventRule:EventRule",
    replaces: "eventBusName name",
    updates: "description roleArn scheduleExpression state tags",
  },
  {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    replaces: "eventBusName rule targetId",
    updates: "arn input roleArn",
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    replaces: "name",
    updates:
      "alarmDescription comparisonOperator datapointsToAlarm evaluationPeriods metricName namespace period statistic tags threshold treatMissingData",
  },
  {
    type: "aws:sns/topic:Topic",
    replaces: "fifoTopic name",
    updates: "displayName kmsMasterKeyId policy tags",
  },
  { type: "aws:sns/topicPolicy:TopicPolicy", replaces: "arn", updates: "policy" },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    replaces: "endpoint protocol topic",
    updates: "confirmationTimeoutInMinutes rawMessageDelivery",
  },
  {
    type: "aws:codepipeline/pipeline:Pipeline",
    replaces: "name",
    updates: "artifactStores executionMode pipelineType roleArn stages tags",
  },
  {
    type: "aws:kms/key:Key",
    replaces: "customKeyStoreId customerMasterKeySpec keyUsage multiRegion xksKeyId",
    updates: "deletionWindowInDays description enableKeyRotation isEnabled tags",
  },
  { type: "aws:kms/alias:Alias", replaces: "name", updates: "targetKeyId" },
  {
    type: "aws:sqs/queue:Queue",
    replaces: "fifoQueue name",
    updates: "delaySeconds kmsMasterKeyId maxMessageSize tags",
  },
];
