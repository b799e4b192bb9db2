/** A stage on the emulator: its private zone, and instances of its fleets; behind a relay that can make trouble. */
import {
  CreateTagsCommand,
  DescribeInstancesCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import {
  ChangeResourceRecordSetsCommand,
  CreateHostedZoneCommand,
  DeleteHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ChangeAction,
  type ResourceRecordSet,
  type Route53Client,
} from "@aws-sdk/client-route-53";
import type { Colour } from "../../../naming/colours";
import { tags } from "../../../naming/tags";
import { namesClients } from "../../../runtime/names/aws/clients";
import { reconcileNames, type NamesAsked, type NamesReport } from "../../../runtime/names/reconcile";
import { MOTO_CLIENT, type SharedMoto } from "../../helpers/moto";
import { relayTo, type Relay } from "./relay";

export class Stage {
  private constructor(
    readonly relay: Relay,
    private readonly ec2: EC2Client,
    private readonly route53: Route53Client,
    readonly zoneId: string,
    private readonly through: ReturnType<typeof namesClients>,
  ) {}

  static async of({ endpoint }: SharedMoto, zone = "dev.shop.internal", isPrivate = true): Promise<Stage> {
    const { region, credentials } = MOTO_CLIENT;
    const { ec2, route53 } = namesClients({ endpoint, region, credentials });
    const VPC = { VPCId: "vpc-12345678", VPCRegion: region as "ap-northeast-2" };
    const input = {
      Name: zone,
      CallerReference: zone,
      HostedZoneConfig: { PrivateZone: isPrivate },
      ...(isPrivate ? { VPC } : {}),
    };
    const { HostedZone } = await route53.send(new CreateHostedZoneCommand(input));
    const relay = await relayTo(endpoint);
    const through = namesClients({ endpoint: relay.endpoint, region, credentials });
    return new Stage(relay, ec2, route53, (HostedZone?.Id ?? "").replace("/hostedzone/", ""), through);
  }

  names(asked: Partial<NamesAsked> = {}): Promise<NamesReport> {
    const all = { project: "shop", stage: "dev", zoneId: this.zoneId, services: [], ...asked };
    return reconcileNames({ deadline: Date.now() + 15_000, ...all }, this.through);
  }

  /** An instance of a fleet that runs: its id and its address. */
  async launch(colour: Colour, service = "web", stage = "dev"): Promise<{ id: string; address: string }> {
    const own = tags({ project: "shop", stage, service, role: "web", colour }, OWNERSHIP);
    return this.run(own);
  }

  async run(own: Readonly<Record<string, string>>): Promise<{ id: string; address: string }> {
    const [Tags, count] = [Object.entries(own).map(([Key, Value]) => ({ Key, Value })), 1];
    const { Instances = [] } = await this.ec2.send(
      new RunInstancesCommand({ ImageId: "ami-12345678", MinCount: count, MaxCount: count }),
    );
    const { InstanceId: id = "", PrivateIpAddress: address = "" } = Instances[0] ?? {};
    if (Tags.length > 0) await this.ec2.send(new CreateTagsCommand({ Resources: [id], Tags }));
    return { id, address };
  }

  async end(id: string): Promise<void> {
    await this.ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
  }

  async stop(id: string): Promise<void> {
    await this.ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
  }

  /** How many instances EC2 knows, running or not. */
  async known(): Promise<number> {
    const { Reservations = [] } = await this.ec2.send(new DescribeInstancesCommand({}));
    return Reservations.flatMap(({ Instances = [] }) => Instances).length;
  }

  async change(Action: ChangeAction, ...sets: ResourceRecordSet[]): Promise<void> {
    const Changes = sets.map((ResourceRecordSet) => ({ Action, ResourceRecordSet }));
    await this.route53.send(
      new ChangeResourceRecordSetsCommand({ HostedZoneId: this.zoneId, ChangeBatch: { Changes } }),
    );
  }

  /** Values by name and type, without those every zone has. */
  async records(): Promise<Record<string, string[]>> {
    const { ResourceRecordSets = [] } = await this.route53.send(
      new ListResourceRecordSetsCommand({ HostedZoneId: this.zoneId }),
    );
    return Object.fromEntries(
      ResourceRecordSets.filter(({ Type }) => Type !== "NS" && Type !== "SOA").map(
        ({ Name = "", Type = "", ResourceRecords = [] }) => [
          `${Name.replace(/\.$/, "")} ${Type}`,
          ResourceRecords.map(({ Value = "" }) => Value),
        ],
      ),
    );
  }

  /** The addresses alone. */
  async addresses(): Promise<Record<string, string[]>> {
    const entries = Object.entries(await this.records()).filter(([key]) => key.endsWith(" A"));
    return Object.fromEntries(entries.map(([key, values]) => [key.slice(0, -2), values]));
  }

  async deleteZone(): Promise<void> {
    await this.route53.send(new DeleteHostedZoneCommand({ Id: this.zoneId }));
  }
}

const OWNERSHIP = { owner: "web", costCenter: "1000" };

export function record(Name: string, Type: "A" | "TXT" | "CNAME", ...values: string[]): ResourceRecordSet {
  return { Name, Type, TTL: 300, ResourceRecords: values.map((Value) => ({ Value })) };
}
