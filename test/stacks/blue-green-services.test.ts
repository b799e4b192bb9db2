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

  it("ask a person before and after a release where their entry says so, and only there", async () => {
    const services = [
      { ...entry, approval: true },
      { ...entry, name: "twice", priority: 2, approval: true, confirmation: true },
      { ...entry, name: "after", priority: 3, approval: false, confirmation: true },
      { ...entry, name: "never", priority: 4 },
    ];
    const reached = await reachedBy({ services });
    const questions = (name: string): string[] => {
      const type = "aws:codepipeline/pipeline:Pipeline";
      const { stages = [] } = (reached.get(ofType(reached, new RegExp(`^${type} ${name}`))[0] ?? "") ??
        {}) as unknown as { stages?: { actions: { name: string; category: string }[] }[] };
      const actions = stages.flatMap((stage) => stage.actions);
      return actions.filter(({ category }) => category === "Approval").map((action) => action.name);
    };
    const required = (name: string): unknown[] => {
      const { value: text } = reached.get(`aws:ssm/parameter:Parameter ${name}-registration`) ?? {};
      const { value: json } = text as { value: string };
      const { approvalRequired, confirmRequired } = JSON.parse(json) as Record<string, unknown>;
      return [approvalRequired, confirmRequired];
    };
    assert.deepEqual(
      services.map(({ name }) => [name, questions(name), required(name)]),
      [
        ["storefront", ["Approve"], [true, false]],
        ["twice", ["Approve", "Confirm"], [true, true]],
        ["after", ["Confirm"], [false, true]],
        ["never", [], [false, false]],
      ],
    );
  });
});
