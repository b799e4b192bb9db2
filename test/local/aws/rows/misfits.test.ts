import assert from "node:assert/strict";
import type { Values } from "../../../../local/aws/wire/values";
import { emptiedAws } from "../emptied-aws";

const LOAD_BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const TARGET_GROUP = "aws:lb/targetGroup:TargetGroup";
const GROUP = "aws:autoscaling/group:Group";
const RECORD = "aws:route53/record:Record";
const BUCKET = "aws:s3/bucket:Bucket";
const PARAMETER = "aws:ssm/parameter:Parameter";
const TABLE = "aws:dynamodb/table:Table";
const EVENT_RULE = "aws:cloudwatch/eventRule:EventRule";
const EVENT_TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const PIPELINE = "aws:codepipeline/pipeline:Pipeline";
const ALIAS = "aws:kms/alias:Alias";

const balancer: Values = { name: "shop", subnets: ["subnet-1", "subnet-2"] };
const fleet: Values = { name: "fleet", minSize: 0, maxSize: 2, launchTemplate: { id: "lt-1" } };
const table: Values = {
  name: "releases",
  billingMode: "PAY_PER_REQUEST",
  hashKey: "service",
  attributes: [{ name: "service", type: "S" }],
};
const stages: Values[] = [{ name: "Source" }, { name: "Release" }];
const pipeline: Values = { name: "shop", roleArn: "arn:role", artifactStores: [], stages };

describe("the local AWS refuses, as AWS does, what does not fit:", () => {
  const aws = emptiedAws();

  const create = (type: string, inputs: Values) => aws.client.create(type, inputs);
  /** Refused, and nothing is there that was not there before. */
  const refused = async (call: () => Promise<unknown>, details: string | RegExp) => {
    const held = aws.store.list();
    await assert.rejects(call(), { details });
    assert.deepEqual(aws.store.list(), held);
  };

  const misfits: [what: string, type: string, inputs: Values, error: string][] = [
    [
      "a load balancer in one zone",
      LOAD_BALANCER,
      { ...balancer, subnets: ["subnet-1"] },
      "ValidationError: At least two subnets in two different Availability Zones must be specified",
    ],
    [
      "a load balancer of a kind there is not here",
      LOAD_BALANCER,
      { ...balancer, loadBalancerType: "network" },
      "NotHere: the local AWS has application load balancers only",
    ],
    [
      "a load balancer's long name",
      LOAD_BALANCER,
      { ...balancer, name: "x".repeat(33) },
      `ValidationError: '${"x".repeat(33)}' cannot be longer than '32' characters`,
    ],
    [
      "a target group's long name",
      TARGET_GROUP,
      { name: "x".repeat(33) },
      `ValidationError: '${"x".repeat(33)}' cannot be longer than '32' characters`,
    ],
    [
      "a fleet that launches nothing",
      GROUP,
      { name: "f", minSize: 0, maxSize: 1 },
      "ValidationError: Valid requests must contain either LaunchTemplate, LaunchConfigurationName or MixedInstancesPolicy parameter",
    ],
    [
      "a fleet whose least is more than its most",
      GROUP,
      { ...fleet, minSize: 3 },
      "ValidationError: Max bound, 2, must be greater than or equal to min bound, 3",
    ],
    [
      "a fleet larger than its bounds",
      GROUP,
      { ...fleet, desiredCapacity: 3 },
      "ValidationError: Desired capacity:3 must be between the specified min size:0 and max size:2",
    ],
    [
      "a record of no zone",
      RECORD,
      { zoneId: "Z1", name: "a", type: "A" },
      "NoSuchHostedZone: No hosted zone found with ID: Z1",
    ],
    [
      "a bucket with capitals",
      BUCKET,
      { bucket: "Artifacts" },
      "InvalidBucketName: The specified bucket is not valid: Artifacts",
    ],
    [
      "settings of no bucket",
      "aws:s3/bucketVersioning:BucketVersioning",
      { bucket: "none", versioningConfiguration: { status: "Enabled" } },
      "NoSuchBucket: The specified bucket does not exist",
    ],
    [
      "a parameter without a value",
      PARAMETER,
      { name: "/a", type: "String" },
      "ValidationException: exactly one of value, insecureValue and valueWo must be given",
    ],
    [
      "a parameter of more than 4,096 bytes",
      PARAMETER,
      { name: "/a", type: "String", value: "ä".repeat(2049) },
      "ValidationException: Standard tier parameters support a maximum parameter value of 4096 characters.",
    ],
    [
      "a table whose key is no attribute",
      TABLE,
      { ...table, rangeKey: "record" },
      "ValidationException: One or more parameter values were invalid: Some index key attributes are not defined: [record]",
    ],
    [
      "a table with an attribute for nothing",
      TABLE,
      { ...table, attributes: [{ name: "service" }, { name: "spare" }] },
      "ValidationException: One or more parameter values were invalid: Some attributes are not used: [spare]",
    ],
    [
      "a table without any capacity",
      TABLE,
      { ...table, billingMode: "PROVISIONED" },
      "ValidationException: One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    ],
    [
      "an event rule for nothing",
      EVENT_RULE,
      { name: "r" },
      "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.",
    ],
    [
      "a target of no event rule",
      EVENT_TARGET,
      { rule: "r", targetId: "t", arn: "arn:f" },
      "ResourceNotFoundException: Rule r does not exist on EventBus default.",
    ],
    [
      "a pipeline of one stage",
      PIPELINE,
      { ...pipeline, stages: stages.slice(1) },
      "InvalidStructureException: Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline",
    ],
    [
      "an alias of no key",
      ALIAS,
      { name: "alias/a", targetKeyId: "k" },
      "NotFoundException: Key 'k' does not exist",
    ],
  ];
  for (const [what, type, inputs, error] of misfits) {
    it(what, async () => {
      await refused(() => create(type, inputs), error);
    });
  }
});
