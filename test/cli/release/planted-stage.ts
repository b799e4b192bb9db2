/** A stage with the service storefront in the emulator, as `pulumi up` and releases leave it; nothing of it runs. */
import { AutoScalingClient, CreateAutoScalingGroupCommand } from "@aws-sdk/client-auto-scaling";
import { CloudWatchClient, PutMetricAlarmCommand, SetAlarmStateCommand } from "@aws-sdk/client-cloudwatch";
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateLaunchTemplateCommand,
  DescribeImagesCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { emulatorClient } from "../../../local/emulator-client";
import { COLOURS, type Colour, type PerColour } from "../../../naming/colours";
import { endedItem } from "../../../runtime/release/aws/ended-item";
import { tableName } from "../../../runtime/release/aws/table";
import type { EndedRelease } from "../../../runtime/release/ports";
import type { Registration } from "../../../runtime/release/registration";
import type { State } from "../../../runtime/release/state";
import type { Pair } from "../../../runtime/release/weights";
import { IDENTITY, REGISTRATION } from "../../runtime/release/sample";

export const BUCKET = "shop-dev-artifacts";

export class PlantedStage {
  private readonly client;
  private readonly balancing: ElasticLoadBalancingV2Client;
  registration: Registration = REGISTRATION;

  constructor(endpoint: string, region: string) {
    this.client = emulatorClient({ endpoint, region });
    this.balancing = new ElasticLoadBalancingV2Client(this.client);
  }

  /** Users on blue, which has one instance; green has none. */
  async plant(weights: Pair = { blue: 101, green: 0 }): Promise<void> {
    const subnets = await this.subnets();
    const groups = await this.targetGroups();
    const { LoadBalancers = [] } = await this.balancing.send(
      new CreateLoadBalancerCommand({ Name: "shop-dev", Subnets: subnets }),
    );
    const DefaultActions = [{ Type: "fixed-response" as const, FixedResponseConfig: { StatusCode: "503" } }];
    const { Listeners = [] } = await this.balancing.send(
      new CreateListenerCommand({
        LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn,
        Port: 80,
        Protocol: "HTTP",
        DefaultActions,
      }),
    );
    const rule = async (Priority: number, host: string, pair: Pair): Promise<string> => {
      const { Rules = [] } = await this.balancing.send(
        new CreateRuleCommand({
          ListenerArn: Listeners[0]?.ListenerArn,
          Priority,
          Conditions: [{ Field: "host-header", Values: [host] }],
          Actions: [
            {
              Type: "forward",
              ForwardConfig: {
                TargetGroups: COLOURS.map((one) => ({ TargetGroupArn: groups[one], Weight: pair[one] })),
              },
            },
          ],
        }),
      );
      return Rules[0]?.RuleArn ?? "";
    };
    const colours = {
      blue: await this.fleet("blue", groups.blue, 1),
      green: await this.fleet("green", groups.green, 0),
    };
    this.registration = {
      ...REGISTRATION,
      productRuleArn: await rule(10, "shop.example", weights),
      previewRuleArn: await rule(11, "pre.shop.example", { blue: 0, green: 100 }),
      sizes: { min: 1, max: 2, initial: 1 },
      colours,
    };
    await this.register();
    await this.table();
  }

  async register(change: Partial<Registration> = {}): Promise<void> {
    await this.parameter("registration", JSON.stringify({ ...this.registration, ...change }));
  }

  async parameter(name: string, Value: string, service = IDENTITY.service): Promise<void> {
    const Name = `/${IDENTITY.project}/${IDENTITY.stage}/services/${service}/${name}`;
    await new SSMClient(this.client).send(
      new PutParameterCommand({ Name, Value, Type: "String", Overwrite: true }),
    );
  }

  async record(state: State): Promise<void> {
    await this.put({
      service: { S: state.service },
      record: { S: "state" },
      state: { S: JSON.stringify(state) },
    });
  }

  async ended(release: EndedRelease): Promise<void> {
    await this.put(endedItem(IDENTITY.service, release));
  }

  /** The version of what was uploaded. */
  async upload(body: Buffer, tags = `Project=shop&Stage=dev&Service=storefront`): Promise<string> {
    const s3 = new S3Client(this.client);
    const put = new PutObjectCommand({
      Bucket: BUCKET,
      Key: "storefront/revision.zip",
      Body: body,
      Tagging: tags,
      Metadata: { commit: "0123456789abcdef0123456789abcdef01234567" },
    });
    return (await s3.send(put)).VersionId ?? "";
  }

  async bucket(): Promise<void> {
    const s3 = new S3Client(this.client);
    const CreateBucketConfiguration = { LocationConstraint: "ap-northeast-2" as const };
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET, CreateBucketConfiguration }));
    const VersioningConfiguration = { Status: "Enabled" as const };
    await s3.send(new PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration }));
  }

  /** The product rule as it is now. */
  async productRule() {
    const asked = new DescribeRulesCommand({ RuleArns: [this.registration.productRuleArn] });
    const { Rules = [] } = await this.balancing.send(asked);
    return Rules[0];
  }

  async table(): Promise<void> {
    await new DynamoDBClient(this.client).send(
      new CreateTableCommand({
        TableName: tableName(IDENTITY),
        BillingMode: "PAY_PER_REQUEST",
        KeySchema: [
          { AttributeName: "service", KeyType: "HASH" },
          { AttributeName: "record", KeyType: "RANGE" },
        ],
        AttributeDefinitions: [
          { AttributeName: "service", AttributeType: "S" },
          { AttributeName: "record", AttributeType: "S" },
        ],
      }),
    );
  }

  private async put(Item: ReturnType<typeof endedItem>): Promise<void> {
    await new DynamoDBClient(this.client).send(new PutItemCommand({ TableName: tableName(IDENTITY), Item }));
  }

  private async subnets(): Promise<string[]> {
    const { Subnets = [] } = await new EC2Client(this.client).send(new DescribeSubnetsCommand({}));
    return Subnets.slice(0, 2).map(({ SubnetId = "" }) => SubnetId);
  }

  private async targetGroups(): Promise<PerColour<string>> {
    const make = async (colour: Colour): Promise<string> => {
      const Name = `shop-dev-storefront-${colour}`;
      const { TargetGroups = [] } = await this.balancing.send(
        new CreateTargetGroupCommand({ Name, Port: 8080, Protocol: "HTTP", VpcId: await this.vpc() }),
      );
      return TargetGroups[0]?.TargetGroupArn ?? "";
    };
    return { blue: await make("blue"), green: await make("green") };
  }

  private async vpc(): Promise<string> {
    const { Subnets = [] } = await new EC2Client(this.client).send(new DescribeSubnetsCommand({}));
    return Subnets[0]?.VpcId ?? "";
  }

  private async fleet(
    colour: Colour,
    targetGroupArn: string,
    size: number,
  ): Promise<Registration["colours"]["blue"]> {
    const ec2 = new EC2Client(this.client);
    const { Images = [] } = await ec2.send(new DescribeImagesCommand({}));
    const name = `shop-dev-storefront-fleet-${colour}`;
    const { LaunchTemplate } = await ec2.send(
      new CreateLaunchTemplateCommand({
        LaunchTemplateName: name,
        LaunchTemplateData: { ImageId: Images[0]?.ImageId, InstanceType: "t3.micro" },
      }),
    );
    const id = LaunchTemplate?.LaunchTemplateId ?? "";
    const tags = { Project: "shop", Stage: "dev", Service: "storefront", Colour: colour };
    await new AutoScalingClient(this.client).send(
      new CreateAutoScalingGroupCommand({
        AutoScalingGroupName: name,
        MinSize: size,
        MaxSize: size * 2,
        DesiredCapacity: size,
        LaunchTemplate: { LaunchTemplateId: id, Version: "1" },
        TargetGroupARNs: [targetGroupArn],
        VPCZoneIdentifier: (await this.subnets())[0],
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value, PropagateAtLaunch: true })),
      }),
    );
    const alarm = `${colour}-errors`;
    const metrics = new CloudWatchClient(this.client);
    await metrics.send(
      new PutMetricAlarmCommand({
        AlarmName: alarm,
        MetricName: "5xx",
        Namespace: "Test",
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 1,
        ComparisonOperator: "GreaterThanThreshold",
      }),
    );
    await metrics.send(
      new SetAlarmStateCommand({ AlarmName: alarm, StateValue: "OK", StateReason: "quiet" }),
    );
    const revisionParameter = `/shop/dev/services/storefront/${colour}/revision`;
    return {
      fleet: name,
      targetGroupArn,
      launchTemplate: { id, version: 1 },
      revisionParameter,
      alarms: [alarm],
    };
  }
}
