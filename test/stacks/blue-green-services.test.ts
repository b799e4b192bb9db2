import assert from "node:assert/strict";
import { createBlueGreenServices } from "../../stacks/blue-green-services";
import { createLayers } from "../../stacks/own-layers";
import { mocked, value, type Reached } from "../components/mocked";
import { parsed, type Written } from "./config-of";

const hosts = ["shop.example.com"];
const entry = { name: "storefront", kind: "blueGreen", priority: 1, hosts, sizes: { min: 1, max: 2 } };
const stage = {
  network: { create: { cidrBlock: "10.10.0.0/16", natGateways: "Single" } },
  loadBalancer: { previewCidrBlocks: ["192.0.2.0/24"] },
};
const entries = (count: number): object[] =>
  Array.from({ length: count }, (_, index) => ({ ...entry, name: `s${index}`, priority: index + 1 }));

/** What reaches the engine of a configuration's services in two fleets. */
async function reachedBy(changes: Written): Promise<Reached> {
  const config = parsed({ ...stage, ...changes });
  return mocked(async (reached) => {
    const layers = createLayers(config);
    const released = Object.values(createBlueGreenServices(config, layers));
    const pipelines = released.map(({ pipeline }) => value(pipeline.pipelineArn));
    await Promise.all([value(layers.network.vpcId), ...pipelines]);
    const services = released.map(({ service }) => value(service.registrationName));
    await Promise.all(services);
    return reached;
  });
}

const ofType = (reached: Reached, pattern: RegExp): string[] =>
  [...reached.keys()].filter((key) => pattern.test(key)).sort();

describe("the services in two fleets of a stack", () => {
  it("are none without a load balancer, nor is anything that would release them", async () => {
    const reached = await reachedBy({ loadBalancer: undefined, services: [] });
    assert.deepEqual(ofType(reached, /^multistage:/), ["multistage:index:Network network"]);
  });

  it("add no function, rule of events or table to their stage, however many they are", async () => {
    const shared = /Function |LogGroup |Table |Topic |Bucket |LoadBalancer /;
    const [one, ten] = [
      await reachedBy({ services: entries(1) }),
      await reachedBy({ services: entries(10) }),
    ];
    assert.deepEqual(ofType(ten, shared), ofType(one, shared));
    assert.equal(ofType(one, /^aws:lambda\/function:Function /).length, 5);
    const fleets = (reached: Reached): number => ofType(reached, /^aws:autoscaling\/group:Group /).length;
    assert.deepEqual([fleets(one), fleets(ten)], [2, 20]);
  });

  it("ask a person where their entry says so, and only there", async () => {
    const reached = await reachedBy({
      services: [
        { ...entry, approval: true },
        { ...entry, name: "other", priority: 2 },
      ],
    });
    const approvals = (name: string): number => {
      const pipeline = reached.get(
        ofType(reached, new RegExp(`^aws:codepipeline/pipeline:Pipeline ${name}`))[0] ?? "",
      );
      return JSON.stringify(pipeline).split('"Approval"').length - 1;
    };
    assert.deepEqual([approvals("storefront"), approvals("other")], [1, 0]);
    const required = (name: string): unknown => {
      const { value: text } = reached.get(`aws:ssm/parameter:Parameter ${name}-registration`) ?? {};
      const { value: json } = text as { value: string };
      return (JSON.parse(json) as { approvalRequired: unknown }).approvalRequired;
    };
    assert.deepEqual([required("storefront"), required("other")], [true, false]);
  });
});
