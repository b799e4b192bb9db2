import type { Values } from "../../../../wire/values";
import { balancer, fleet, pipeline, refusingAws, stages, table, TYPE } from "./refusing-aws";

describe("the local AWS refuses, as AWS does, what does not fit:", () => {
  const { create, refused } = refusingAws();

  const misfits: [what: string, type: string, inputs: Values, error: string][] = [
    [
      "a load balancer in one zone",
      TYPE.loadBalancer,
      { ...balancer, subnets: ["subnet-1"] },
      "ValidationError: At least two subnets in two different Availability Zones must be specified",
    ],
    [
      "a load balancer of a kind there is not here",
      TYPE.loadBalancer,
      { ...balancer, loadBalancerType: "network" },
      "NotHere: the local AWS has application load balancers only",
    ],
    [
      "a load balancer's long name",
      TYPE.loadBalancer,
      { ...balancer, name: "x".repeat(33) },
      `ValidationError: '${"x".repeat(33)}' cannot be longer than '32' characters`,
    ],
    [
      "a target group's long name",
      TYPE.targetGroup,
      { name: "x".repeat(33) },
      `ValidationError: '${"x".repeat(33)}' cannot be longer than '32' characters`,
    ],
    [
      "a fleet that launches nothing",
      TYPE.group,
      { name: "f", minSize: 0, maxSize: 1 },
      "ValidationError: Valid requests must contain either LaunchTemplate, LaunchConfigurationName or MixedInstancesPolicy parameter",
    ],
    [
      "a fleet whose least is more than its most",
      TYPE.group,
      { ...fleet, minSize: 3 },
      "ValidationError: Max bound, 2, must be greater than or equal to min bound, 3",
    ],
    [
      "a fleet larger than its bounds",
      TYPE.group,
      { ...fleet, desiredCapacity: 3 },
      "ValidationError: Desired capacity:3 must be between the specified min size:0 and max size:2",
    ],
    [
      "a record of no zone",
      TYPE.record,
      { zoneId: "Z1", name: "a", type: "A" },
      "NoSuchHostedZone: No hosted zone found with ID: Z1",
    ],
    [
      "a bucket with capitals",
      TYPE.bucket,
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
      TYPE.parameter,
      { name: "/a", type: "String" },
      "ValidationException: exactly one of value, insecureValue and valueWo must be given",
    ],
    [
      "a parameter of more than 4,096 bytes",
      TYPE.parameter,
      { name: "/a", type: "String", value: "ä".repeat(2049) },
      "ValidationException: Standard tier parameters support a maximum parameter value of 4096 characters.",
    ],
    [
      "a table whose key is no attribute",
      TYPE.table,
      { ...table, rangeKey: "record" },
      "ValidationException: One or more parameter values were invalid: Some index key attributes are not defined: [record]",
    ],
    [
      "a table with an attribute for nothing",
      TYPE.table,
      { ...table, attributes: [{ name: "service" }, { name: "spare" }] },
      "ValidationException: One or more parameter values were invalid: Some attributes are not used: [spare]",
    ],
    [
      "a table without any capacity",
      TYPE.table,
      { ...table, billingMode: "PROVISIONED" },
      "ValidationException: One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    ],
    [
      "an event rule for nothing",
      TYPE.eventRule,
      { name: "r" },
      "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.",
    ],
    [
      "a target of no event rule",
      TYPE.eventTarget,
      { rule: "r", targetId: "t", arn: "arn:f" },
      "ResourceNotFoundException: Rule r does not exist on EventBus default.",
    ],
    [
      "a pipeline of one stage",
      TYPE.pipeline,
      { ...pipeline, stages: stages.slice(1) },
      "InvalidStructureException: Pipeline has only 1 stage(s). There should be a minimum of 2 stages in a pipeline",
    ],
    [
      "an alias of no key",
      TYPE.alias,
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
