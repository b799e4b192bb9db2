/** A fleet of the emulator for tests: an Auto Scaling group whose user data is given, and the revision it installs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as scaling from "@aws-sdk/client-auto-scaling";
import * as ec2 from "@aws-sdk/client-ec2";
import * as s3 from "@aws-sdk/client-s3";
import * as ssm from "@aws-sdk/client-ssm";
import { installerText } from "../../../components/blue-green/installer";
import { userData } from "../../../components/blue-green/user-data";
import { Instances, type InstanceEvent } from "../../../local/instances/instances";
import { motoPython } from "../../../local/moto/install";
import { filesBelow } from "../../../packaging/folder-files";
import { writeZip } from "../../../packaging/zip";
import { MOTO_CLIENT, type SharedMoto } from "../../helpers/moto";
import { temporaryFolder } from "../../helpers/temporary-folder";

export const PORT = 8080;
const [BUCKET, KEY, PARAMETER, GROUP] = [
  "artifacts",
  "storefront.zip",
  "/shop/dev/blue/revision",
  "shop-dev-blue",
];

export class Fleet {
  readonly events: InstanceEvent[] = [];
  readonly lines: string[] = [];
  readonly folder = join(temporaryFolder(), "instances");
  instances: Instances | undefined;
  private readonly client: typeof MOTO_CLIENT & { endpoint: string };

  constructor(moto: SharedMoto) {
    this.client = { ...MOTO_CLIENT, endpoint: moto.endpoint };
  }

  /** Begins to play its instances. */
  async play(): Promise<Instances> {
    const report = (line: string): number => this.lines.push(line);
    this.instances = await Instances.start({
      endpoint: this.client.endpoint,
      region: this.client.region,
      folder: this.folder,
      python: await motoPython({ env: process.env, report }),
      env: process.env,
      report,
      answerSeconds: 2,
      onEvent: (event) => {
        this.events.push(event);
      },
    });
    return this.instances;
  }

  /** Makes the group, whose instances run that script at boot. */
  async make(script: string, size: number): Promise<void> {
    const UserData = Buffer.from(script).toString("base64");
    await this.launchTemplate(UserData, size);
  }

  /** Makes the group, whose instances install the revision of their colour, as the component has them do. */
  async makeInstalling(size: number): Promise<void> {
    const boot = { region: this.client.region, service: "storefront", fleet: GROUP, port: PORT };
    const encoded = userData({ ...boot, installer: installerText(), revisionParameter: PARAMETER });
    await this.launchTemplate(encoded, size);
  }

  async resize(DesiredCapacity: number): Promise<void> {
    const input = { AutoScalingGroupName: GROUP, DesiredCapacity };
    await new scaling.AutoScalingClient(this.client).send(new scaling.SetDesiredCapacityCommand(input));
    await this.instances?.look();
  }

  async terminate(InstanceId: string): Promise<void> {
    await new ec2.EC2Client(this.client).send(
      new ec2.TerminateInstancesCommand({ InstanceIds: [InstanceId] }),
    );
    await this.instances?.look();
  }

  /** Uploads the example and records it as the revision. */
  async release(releaseId: string, changes: Readonly<Record<string, string>> = {}): Promise<void> {
    const zip = join(temporaryFolder(), "revision.zip");
    const app = resolve(__dirname, "../../../examples/ec2-web");
    const { sha256 } = await writeZip(await filesBelow(app, ({ name }) => name === "__pycache__"), zip);
    const client = new s3.S3Client(this.client);
    const VersioningConfiguration = { Status: "Enabled" } as const;
    await client.send(
      new s3.CreateBucketCommand({
        Bucket: BUCKET,
        CreateBucketConfiguration: { LocationConstraint: "ap-northeast-2" },
      }),
    );
    await client.send(new s3.PutBucketVersioningCommand({ Bucket: BUCKET, VersioningConfiguration }));
    const put = new s3.PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body: readFileSync(zip) });
    const { VersionId: versionId = "" } = await client.send(put);
    // The version that is pinned is no longer the newest.
    await client.send(new s3.PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body: "newer" }));
    await this.record({ bucket: BUCKET, key: KEY, versionId, sha256, releaseId, ...changes });
  }

  async record(revision: Readonly<Record<string, string>>): Promise<void> {
    const input = {
      Name: PARAMETER,
      Value: JSON.stringify(revision),
      Type: "String",
      Overwrite: true,
    } as const;
    await new ssm.SSMClient(this.client).send(new ssm.PutParameterCommand(input));
  }

  /** Asks an instance that runs. */
  get(instanceId: string, path: string, port = PORT): Promise<Response> {
    const at = this.instances?.addressOf(instanceId, port);
    assert.ok(at !== undefined);
    return fetch(`http://${at.host}:${at.port}${path}`, { signal: AbortSignal.timeout(5_000) });
  }

  /** Asks it until it answers with 200, at most 10 s: its ports are offered a moment after it listens. */
  async answer(instanceId: string, path: string, port = PORT): Promise<string> {
    for (let tries = 0; ; tries++) {
      const response = await this.get(instanceId, path, port).catch((error: unknown) => error);
      if (response instanceof Response && response.ok) return response.text();
      assert.ok(tries < 200, `waited 10 s for port ${port} of ${instanceId}: ${String(response)}`);
      await sleep(50);
    }
  }

  /** Waits, at most 30 s, for an event of that kind; fails with what the instances printed. */
  async until(kind: InstanceEvent["kind"], times = 1): Promise<InstanceEvent> {
    const end = Date.now() + 30_000;
    while (Date.now() < end) {
      const found = this.events.filter((event) => event.kind === kind)[times - 1];
      if (found !== undefined) return found;
      await sleep(20);
    }
    const printed = this.instances?.list().map(({ instanceId }) => this.instances?.output(instanceId));
    throw new Error(`waited 30 s for ${kind}, saw ${JSON.stringify(this.events)}, ${String(printed)}`);
  }

  private async launchTemplate(UserData: string, size: number): Promise<void> {
    const client = new ec2.EC2Client(this.client);
    const LaunchTemplateData = {
      UserData,
      ImageId: "resolve:ssm:/aws/service/image",
      InstanceType: "t4g.small" as const,
    };
    await client.send(new ec2.CreateLaunchTemplateCommand({ LaunchTemplateName: GROUP, LaunchTemplateData }));
    const group = {
      AutoScalingGroupName: GROUP,
      LaunchTemplate: { LaunchTemplateName: GROUP, Version: "1" },
      MinSize: 0,
      MaxSize: 4,
      DesiredCapacity: size,
      AvailabilityZones: ["ap-northeast-2a"],
    };
    const fleets = new scaling.AutoScalingClient(this.client);
    await fleets.send(new scaling.CreateAutoScalingGroupCommand(group));
    await this.instances?.look();
  }
}
