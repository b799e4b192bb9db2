/** Declares load balancers, groups and rules in a store, with as few words as a test needs. */
import { DescribeSubnetsCommand, EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
  ModifyTargetGroupAttributesCommand,
  RegisterTargetsCommand,
  type Action,
  type CreateTargetGroupCommandInput,
  type RuleCondition,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { EmulatorAddress } from "../../../local/emulator-client";

export type Attributes = Readonly<Record<string, string>>;

export class Declaring {
  readonly balancing: ElasticLoadBalancingV2Client;
  readonly instances: EC2Client;
  private count = 0;

  /** `through` takes the calls about load balancers; the store itself unless given. */
  constructor({ endpoint, region }: EmulatorAddress, through = endpoint) {
    const credentials = { accessKeyId: "local", secretAccessKey: "local" };
    const options = { region, credentials, maxAttempts: 1 };
    this.balancing = new ElasticLoadBalancingV2Client({ ...options, endpoint: through });
    this.instances = new EC2Client({ ...options, endpoint });
  }

  async balancer(name = "shop", attributes: Attributes = {}): Promise<string> {
    const { Subnets = [] } = await this.instances.send(new DescribeSubnetsCommand({}));
    const ids = Subnets.slice(0, 2).map(({ SubnetId = "" }) => SubnetId);
    const made = await this.balancing.send(new CreateLoadBalancerCommand({ Name: name, Subnets: ids }));
    const arn = made.LoadBalancers![0]!.LoadBalancerArn!;
    await this.balancing.send(
      new ModifyLoadBalancerAttributesCommand({ LoadBalancerArn: arn, Attributes: pairs(attributes) }),
    );
    return arn;
  }

  /** Answers 404 "nothing here" unless told otherwise. */
  async listener(
    LoadBalancerArn: string,
    Port: number,
    action: Action = fixed("404", "nothing here"),
  ): Promise<string> {
    const Protocol = "HTTP";
    const made = await this.balancing.send(
      new CreateListenerCommand({ LoadBalancerArn, Port, Protocol, DefaultActions: [action] }),
    );
    return made.Listeners![0]!.ListenerArn!;
  }

  async rule(
    ListenerArn: string,
    Priority: number,
    Conditions: RuleCondition[],
    action: Action,
  ): Promise<string> {
    const made = await this.balancing.send(
      new CreateRuleCommand({ ListenerArn, Priority, Conditions, Actions: [action] }),
    );
    return made.Rules![0]!.RuleArn!;
  }

  /** Of addresses on port 80 unless told otherwise, with the check `/health` each 5 s, and 2 s for an answer. */
  async group(
    more: Partial<CreateTargetGroupCommandInput> = {},
    attributes: Attributes = {},
  ): Promise<string> {
    const { Subnets = [] } = await this.instances.send(new DescribeSubnetsCommand({}));
    const made = await this.balancing.send(
      new CreateTargetGroupCommand({
        Name: `group-${++this.count}`,
        Protocol: "HTTP",
        Port: 80,
        TargetType: "ip",
        VpcId: Subnets[0]!.VpcId!,
        HealthCheckPath: "/health",
        HealthCheckIntervalSeconds: 5,
        HealthCheckTimeoutSeconds: 2,
        HealthyThresholdCount: 2,
        UnhealthyThresholdCount: 2,
        ...more,
      }),
    );
    const arn = made.TargetGroups![0]!.TargetGroupArn!;
    if (Object.keys(attributes).length > 0)
      await this.balancing.send(
        new ModifyTargetGroupAttributesCommand({ TargetGroupArn: arn, Attributes: pairs(attributes) }),
      );
    return arn;
  }

  async register(TargetGroupArn: string, ...ids: string[]): Promise<void> {
    await this.balancing.send(
      new RegisterTargetsCommand({ TargetGroupArn, Targets: ids.map((Id) => ({ Id })) }),
    );
  }

  /** The ids of so many instances that run. */
  async run(count: number): Promise<string[]> {
    const made = await this.instances.send(
      new RunInstancesCommand({ ImageId: "ami-12c6146b", MinCount: count, MaxCount: count }),
    );
    return made.Instances!.map(({ InstanceId = "" }) => InstanceId);
  }
}

export function fixed(StatusCode: string, MessageBody: string): Action {
  return {
    Type: "fixed-response",
    FixedResponseConfig: { StatusCode, MessageBody, ContentType: "text/plain" },
  };
}

export function to(...groups: (string | readonly [string, number])[]): Action {
  const tuples = groups.map((one) => (typeof one === "string" ? ([one, 1] as const) : one));
  return {
    Type: "forward",
    ForwardConfig: { TargetGroups: tuples.map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight })) },
  };
}

export function onPath(...Values: string[]): RuleCondition[] {
  return [{ Field: "path-pattern", PathPatternConfig: { Values } }];
}

export function onHost(...Values: string[]): RuleCondition[] {
  return [{ Field: "host-header", HostHeaderConfig: { Values } }];
}

function pairs(attributes: Attributes): { Key: string; Value: string }[] {
  return Object.entries(attributes).map(([Key, Value]) => ({ Key, Value }));
}
