import assert from "node:assert/strict";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Network } from "../../components/network/network";
import { fromProjectRoot } from "../../stacks/read-config";
import { createServerlessServices } from "../../stacks/serverless-services";
import { mocked, secretly, value, type Reached } from "../components/mocked";
import { parsed, service, type Written } from "./config-of";

/** What reaches the engine of a configuration's services, in a network that exists; and their names. */
async function services(changes: Written): Promise<{ names: string[]; reached: Reached }> {
  const existing = { vpcId: "vpc-12345678", privateSubnetIds: ["subnet-12345678"] };
  const config = parsed({ network: { existing }, ...changes });
  const { project, stage, owner, costCenter } = config;
  return mocked(async (reached) => {
    const identity = { project, stage };
    const network = new Network("network", { identity, ownership: { owner, costCenter }, existing });
    const made = createServerlessServices(config, network);
    const outputs = Object.values(made).flatMap(({ url, aliasArn }) => [url, aliasArn]);
    await Promise.all([network.vpcId, network.urn, ...outputs].map(value));
    return { names: Object.keys(made), reached };
  });
}

function functionOf(reached: Reached, name: string): Readonly<Record<string, unknown>> {
  const inputs = reached.get(`aws:lambda/function:Function ${name}-web`);
  assert.ok(inputs !== undefined, `no function of ${name}`);
  return inputs;
}

describe("the services of a stack", () => {
  it("are none where the configuration has none", async () => {
    const { names, reached } = await services({ services: [] });
    assert.deepEqual(names, []);
    assert.deepEqual([...reached.keys()], ["multistage:index:Network network"]);
  });

  it("are one for each entry, named, tagged and set as it says, from its artifact", async () => {
    const other = { ...service, name: "shop", artifact: "shop.zip", memoryMiB: 1024 };
    const { names, reached } = await services({ services: [service, other] });
    assert.deepEqual(names, ["guestbook", "shop"]);
    for (const [name, memory] of [
      ["guestbook", 512],
      ["shop", 1024],
    ] as const) {
      const { name: physical, tags, memorySize, code, vpcConfig } = functionOf(reached, name);
      assert.deepEqual([physical, memorySize, vpcConfig], [`shop-dev-${name}-web`, memory, undefined]);
      assert.deepEqual(tags, {
        Project: "shop",
        Stage: "dev",
        Service: name,
        Role: "web",
        Owner: "web",
        CostCenter: "1000",
        ManagedBy: "multistage",
        Name: `shop-dev-${name}-web`,
      });
      assert.ok(code instanceof pulumi.asset.FileArchive);
      assert.equal(await code.path, fromProjectRoot(join(".", `${name}.zip`)));
    }
  });

  it("have their secrets marked as secrets, with the plain variables beside them", async () => {
    const entry = { ...service, environment: { DEBUG: "0" }, secrets: ["SECRET_KEY"] };
    const secrets = { guestbook: { SECRET_KEY: "hush" } };
    const { environment } = functionOf((await services({ services: [entry], secrets })).reached, "guestbook");
    assert.deepEqual(
      environment,
      secretly({
        variables: {
          DEBUG: "0",
          SECRET_KEY: "hush",
          AWS_LAMBDA_EXEC_WRAPPER: "/opt/bootstrap",
          AWS_LWA_ASYNC_INIT: "true",
          AWS_LWA_PORT: "8080",
          AWS_LWA_READINESS_CHECK_PATH: "/health",
        },
      }),
    );
  });

  it("have their secrets nowhere in plain text", async () => {
    const entry = { ...service, secrets: ["SECRET_KEY"] };
    const { reached } = await services({
      services: [entry],
      secrets: { guestbook: { SECRET_KEY: "hush" } },
    });
    const wrapped = (_key: string, one: unknown): unknown =>
      typeof one === "object" && one !== null && pulumi.runtime.specialSigKey in one ? "secret" : one;
    assert.equal(JSON.stringify([...reached], wrapped).includes("hush"), false);
  });

  it("join the private subnets of the network where they ask for it, and only those", async () => {
    const other = { ...service, name: "shop", inVpc: false };
    const { reached } = await services({ services: [{ ...service, inVpc: true }, other] });
    assert.deepEqual(functionOf(reached, "guestbook")["vpcConfig"], {
      subnetIds: ["subnet-12345678"],
      securityGroupIds: ["id:SecurityGroup guestbook-web"],
    });
    assert.equal(functionOf(reached, "shop")["vpcConfig"], undefined);
  });
});
