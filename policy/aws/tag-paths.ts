/**
 * Where tags stand beside `tags`, by type and path (`[]` behind a name stands for each entry of a list), and what gets
 * them, as @pulumi/aws 7.48.0 declares and describes them. What only chooses by tags, as a filter does, is not here.
 */
export const tagPaths: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "aws:backup/plan:Plan": { "rules[].recoveryPointTags": "recovery point" },
  "aws:batch/computeEnvironment:ComputeEnvironment": { "computeResources.tags": "instance" },
  "aws:cloudwatch/eventTarget:EventTarget": { "ecsTarget.tags": "task" },
  "aws:drs/replicationConfigurationTemplate:ReplicationConfigurationTemplate": {
    stagingAreaTags: "staging area",
  },
  "aws:ec2/instance:Instance": {
    volumeTags: "volume",
    "rootBlockDevice.tags": "volume",
    "ebsBlockDevices[].tags": "volume",
  },
  "aws:ec2/spotFleetRequest:SpotFleetRequest": { "launchSpecifications[].tags": "instance" },
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": {
    volumeTags: "volume",
    "rootBlockDevice.tags": "volume",
    "ebsBlockDevices[].tags": "volume",
  },
  "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": { resourceTags: "repository" },
  "aws:ecs/service:Service": { "volumeConfiguration.managedEbsVolume.tagSpecifications[].tags": "volume" },
  "aws:emrcontainers/jobTemplate:JobTemplate": { "jobTemplateData.jobTags": "job" },
  "aws:fsx/fileCache:FileCache": { "dataRepositoryAssociations[].tags": "association" },
  "aws:fsx/lustreFileSystem:LustreFileSystem": { finalBackupTags: "backup" },
  "aws:fsx/ontapVolume:OntapVolume": { finalBackupTags: "backup" },
  "aws:fsx/openZfsFileSystem:OpenZfsFileSystem": { finalBackupTags: "backup" },
  "aws:fsx/windowsFileSystem:WindowsFileSystem": { finalBackupTags: "backup" },
  "aws:imagebuilder/distributionConfiguration:DistributionConfiguration": {
    "distributions[].amiDistributionConfiguration.amiTags": "image",
  },
  "aws:imagebuilder/imageRecipe:ImageRecipe": { amiTags: "image" },
  "aws:imagebuilder/infrastructureConfiguration:InfrastructureConfiguration": { resourceTags: "instance" },
  "aws:lex/v2modelsBot:V2modelsBot": { testBotAliasTags: "alias" },
  "aws:pipes/pipe:Pipe": { "targetParameters.ecsTaskParameters.tags": "task" },
  "aws:scheduler/schedule:Schedule": { "target.ecsParameters.tags": "task" },
  "aws:ssmincidents/responsePlan:ResponsePlan": { "incidentTemplate.incidentTags": "incident" },
};

/** Types that are one tag of another resource, with the input that holds key and value: none where they hold it themselves. */
export const singleTags: Readonly<Record<string, string | undefined>> = {
  "aws:autoscaling/tag:Tag": "tag",
  "aws:dynamodb/tag:Tag": undefined,
  "aws:ec2/tag:Tag": undefined,
  "aws:ecs/tag:Tag": undefined,
  "aws:organizations/tag:Tag": undefined,
  "aws:secretsmanager/tag:Tag": undefined,
  "aws:transfer/tag:Tag": undefined,
};
