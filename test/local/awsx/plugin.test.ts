import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import proto from "@pulumi/pulumi/proto/provider_pb";
import services from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { startAwsx, type AwsxProcess } from "../../helpers/awsx-process";
import { serveMonitor, type Monitor, type Properties } from "./monitor";

/** How the wire marks a secret, an output and an unknown. */
const KIND = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const secret = (value: string) => ({ [KIND]: OUTPUT, value, secret: true, dependencies: [] });
const unknown = { [KIND]: OUTPUT, secret: false, dependencies: [] };

const DEADLINE_MS = 20_000;

interface Plugin extends AwsxProcess {
  readonly client: services.ResourceProviderClient;
}

async function start(): Promise<Plugin> {
  const awsx = await startAwsx();
  const address = `127.0.0.1:${awsx.port}`;
  return { ...awsx, client: new services.ResourceProviderClient(address, grpc.credentials.createInsecure()) };
}

/** Constructs through the plugin; rejects with what it answers. */
function construct(plugin: Plugin, monitor: Monitor, type: string, inputs: Properties, preview = false) {
  const request = new proto.ConstructRequest();
  request.setProject("project");
  request.setStack("stack");
  request.setMonitorendpoint(monitor.address);
  request.setDryrun(preview);
  request.setParallel(8);
  request.setType(type);
  request.setName("net");
  request.setParent("urn:pulumi:stack::project::pulumi:pulumi:Stack::project-stack");
  request.setInputs(Struct.fromJavaScript(inputs));
  request.getProvidersMap().set("aws", "urn:pulumi:stack::project::pulumi:providers:aws::mine::provider-id");
  return new Promise<proto.ConstructResponse>((resolve, reject) => {
    plugin.client.construct(
      request,
      new grpc.Metadata(),
      { deadline: Date.now() + DEADLINE_MS },
      (error, response) => {
        if (error === null) resolve(response);
        else reject(error);
      },
    );
  });
}

/** A test with the engine's end of the wire. */
function withMonitor({ preview }: { preview: boolean }, test: (monitor: Monitor) => Promise<void>) {
  return async () => {
    const monitor = await serveMonitor(preview);
    try {
      await test(monitor);
    } finally {
      monitor.close();
    }
  };
}

describe("the local awsx as a plugin", () => {
  let plugin: Plugin;

  before(async () => {
    plugin = await start();
  });

  after(() => {
    plugin.client.close();
    plugin.process.kill();
  });

  it(
    "refuses over the wire, with every problem on a line and nothing registered",
    withMonitor({ preview: false }, async (monitor) => {
      await assert.rejects(construct(plugin, monitor, "awsx:ecs:FargateService", {}), {
        details:
          "net: must be of type awsx:ec2:Vpc, the only one the local awsx has, got awsx:ecs:FargateService; " +
          "rehearse without it, or declare its parts with the package aws",
      });
      await assert.rejects(
        construct(plugin, monitor, "awsx:ec2:Vpc", {
          subnetStrategy: "Auto",
          cidrBlock: secret("10.0.0.0/16"),
          tags: unknown,
        }),
        {
          details:
            "cidrBlock: must be text such as 10.0.0.0/16, got an output (secret, or not known yet); correct it\n" +
            "tags: must be a map whose keys are known before anything is created, got an output (secret, or not known yet); " +
            "put outputs into its values",
        },
      );
      assert.deepEqual(monitor.registered, []);
    }),
  );

  it(
    "passes secrets on as secrets, and everything through the provider it was given",
    withMonitor({ preview: false }, async (monitor) => {
      const inputs = {
        subnetStrategy: "Auto",
        tags: { Owner: secret("hush"), Stage: "dev" },
        enableDnsSupport: secret("x"),
      };
      const response = await construct(plugin, monitor, "awsx:ec2:Vpc", inputs);
      assert.equal(response.getUrn(), "urn:pulumi:stack::project::awsx:ec2:Vpc::net");
      assert.equal(monitor.registered.length, 1 + 2 + 6 * 3 + 3 * 2 + 6);
      const tagged = monitor.registered.filter(({ properties }) => "tags" in properties);
      assert.equal(tagged.length, 2 + 6 * 2 + 3 * 2);
      for (const { name, properties } of tagged) {
        const tags = properties["tags"] as Properties;
        assert.deepEqual(tags["Owner"], { [KIND]: SECRET, value: "hush" }, name);
        assert.equal(tags["Stage"], "dev", name);
      }
      const vpc = monitor.registered.find(({ type }) => type === "aws:ec2/vpc:Vpc");
      assert.deepEqual(vpc?.properties["enableDnsSupport"], { [KIND]: SECRET, value: "x" });
      const reference = "urn:pulumi:stack::project::pulumi:providers:aws::mine::provider-id";
      assert.deepEqual(monitor.lookUps, [reference]);
      assert.deepEqual(
        new Set(monitor.registered.slice(1).map(({ provider }) => provider)),
        new Set([reference]),
      );
    }),
  );

  it(
    "passes unknowns on as unknowns in a preview, and answers with unknown ids",
    withMonitor({ preview: true }, async (monitor) => {
      const inputs = { subnetStrategy: "Auto", numberOfAvailabilityZones: 1, tags: { Owner: unknown } };
      const response = await construct(plugin, monitor, "awsx:ec2:Vpc", inputs, true);
      const subnet = monitor.registered.find(
        ({ name, type }) => type === "aws:ec2/subnet:Subnet" && name === "net-public-1",
      );
      assert.deepEqual(subnet?.properties, {
        vpcId: UNKNOWN,
        availabilityZone: "z-a",
        cidrBlock: "10.0.128.0/18",
        mapPublicIpOnLaunch: true,
        assignIpv6AddressOnCreation: false,
        ipv6CidrBlock: UNKNOWN,
        tags: { Name: "net-public-1", Owner: UNKNOWN, SubnetType: "Public" },
      });
      const state = response.getState()?.toJavaScript() ?? {};
      assert.deepEqual(state["subnetLayout"], [
        { type: "Private", cidrMask: 17 },
        { type: "Public", cidrMask: 18 },
      ]);
      assert.match(JSON.stringify(state["vpcId"]), new RegExp(`${UNKNOWN}|${OUTPUT}`));
    }),
  );

  it("says which release it stands in for", async () => {
    const info = await new Promise<PluginInfo>((resolve, reject) => {
      plugin.client.getPluginInfo(
        new Empty(),
        new grpc.Metadata(),
        { deadline: Date.now() + DEADLINE_MS },
        (error, response) => {
          if (error === null) resolve(response);
          else reject(error);
        },
      );
    });
    assert.equal(info.getVersion(), "3.9.0");
  });

  it("listens on 127.0.0.1 and on no other address of the machine", async () => {
    const socket = connect({ host: "127.0.0.2", port: plugin.port });
    const [error] = (await once(socket, "error", { signal: AbortSignal.timeout(DEADLINE_MS) })) as [
      NodeJS.ErrnoException,
    ];
    assert.match(error.code ?? "", /^(ECONNREFUSED|EADDRNOTAVAIL|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT)$/);
  });

  it("ends when its standard input does", async () => {
    const other = await start();
    other.client.close();
    other.process.stdin?.end();
    const [code] = (await once(other.process, "exit", { signal: AbortSignal.timeout(DEADLINE_MS) })) as [
      number,
    ];
    assert.equal(code, 0);
  });
});
