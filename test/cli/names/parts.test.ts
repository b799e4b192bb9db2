/** Agreement: the list of what a service has with what its components declare. */
import assert from "node:assert/strict";
import { PARAMETERS } from "../../../cli/names/parts";
import { namesOfServices } from "../../../cli/names/report";
import { limits } from "../../../naming/limits";
import { servicePath } from "../../../naming/parameters";
import { createBlueGreenServices } from "../../../stacks/blue-green-services";
import { createLayers } from "../../../stacks/own-layers";
import { createServerlessServices } from "../../../stacks/serverless-services";
import { mocked, value, type Reached } from "../../components/mocked";
import { parsed } from "../../stacks/config-of";

const STAGE = { project: "shop", stage: "dev" };
const UNKNOWN = { ownership: undefined, zone: undefined, region: undefined };
const sizes = { min: 1, max: 2 };
const fleets = { kind: "blueGreen", sizes };
const app = { kind: "serverless", artifact: "app.zip", runtime: "python3.13" };

/** What reaches the engine of a stack that has services of every kind, with and without what is optional. */
async function reached(): Promise<Reached> {
  const config = parsed({
    network: { create: { cidrBlock: "10.10.0.0/16", natGateways: "Single" } },
    loadBalancer: { previewCidrBlocks: ["192.0.2.0/24"] },
    services: [
      { ...app, name: "inside", inVpc: true },
      { ...app, name: "outside" },
      { ...fleets, name: "watched", priority: 1, hosts: ["a.example"], alarms: {} },
      { ...fleets, name: "plain", priority: 2, hosts: ["b.example"] },
    ],
  });
  return mocked(async (all) => {
    const layers = createLayers(config);
    const serverless = createServerlessServices(config, layers.network);
    const services = Object.values(createBlueGreenServices(config, layers));
    await Promise.all([
      ...Object.values(serverless).map(({ url }) => value(url)),
      ...services.map(({ service }) => value(service.registrationName)),
      ...services.map(({ pipeline }) => value(pipeline.pipelineArn)),
    ]);
    // What nothing waits for is on its way, until no more comes.
    for (let before = -1; before !== all.size; await new Promise((settle) => setTimeout(settle, 100)))
      before = all.size;
    return all;
  });
}

const named = new Set(Object.keys(limits).map((type) => type.replace(/#.*$/, "")));

describe("the names a stack's services get", () => {
  it("are those the components declare, no more and no fewer, and so are their parameters", async () => {
    const all = await reached();
    const ofService = (service: string): string[] =>
      [...all].flatMap(([key, inputs]) => {
        const [type = "", logicalName = ""] = key.split(" ");
        const { name, role } = inputs as { name?: string; role?: string };
        // A role's policy takes no tags; it is its role's.
        const whose = type === "aws:iam/rolePolicy:RolePolicy" ? role : JSON.stringify(inputs["tags"] ?? {});
        const isOwn =
          type === "aws:iam/rolePolicy:RolePolicy"
            ? whose?.startsWith(`shop-dev-${service}-`)
            : whose?.includes(`"Service":"${service}"`) === true ||
              whose?.includes(`"key":"Service","propagateAtLaunch":true,"value":"${service}"`) === true;
        return isOwn === true && named.has(type) ? [`${type} ${logicalName} ${name ?? ""}`] : [];
      });
    const services = [
      { name: "inside", kind: "serverless", options: ["inVpc"] },
      { name: "outside", kind: "serverless", options: [] },
      { name: "watched", kind: "blueGreen", options: ["alarms"] },
      { name: "plain", kind: "blueGreen", options: [] },
    ] as const;
    for (const block of namesOfServices(STAGE, services, UNKNOWN).blocks) {
      const told = block.names.map(
        ({ type, logicalName, name }) => `${type.replace(/#.*$/, "")} ${logicalName} ${name}`,
      );
      assert.deepEqual(told.sort(), ofService(block.identity.service ?? "").sort(), block.title);
    }
    const path = (rest: readonly string[]): string => servicePath({ ...STAGE, service: "plain" }, ...rest);
    const made = [...all]
      .filter(([key]) => key.startsWith("aws:ssm/parameter:Parameter plain-"))
      .map(([, { name }]) => name);
    assert.deepEqual(made.sort(), PARAMETERS.declared.map(path).sort());
  });
});
