/** Private zones through the real engine against the local AWS: one that is made, and one that is taken as it is. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { PrivateZone } from "../../../components/private-zone/private-zone";
import { ENGINE_TIMEOUT } from "../../helpers/engine";
import { localStack, type LocalStack } from "../../helpers/local-stack";
import { stays } from "../../helpers/stays";

const ownership = { owner: "web", costCenter: "1000" };
const vpcId = "vpc-12345678";

describe("through the engine, a private zone", function () {
  this.timeout(ENGINE_TIMEOUT);
  let makes: LocalStack;
  let takes: LocalStack;
  let zoneId = "Z0";
  const known: string[] = [];

  before(async () => {
    makes = await localStack(() => {
      const identity = { project: "shop", stage: "dev" };
      new PrivateZone("private-zone", { identity, ownership, vpcId, zoneName: "shop.internal" });
      return Promise.resolve();
    });
    takes = await localStack(
      () => {
        const identity = { project: "shop", stage: "test" };
        const { domain, zoneArn } = new PrivateZone("private-zone", { identity, ownership, vpcId, zoneId });
        pulumi.all([domain, zoneArn]).apply((texts) => known.push(...texts));
        return Promise.resolve();
      },
      { store: makes.store },
    );
    await makes.stack.up();
  });
  after(() => {
    makes.close();
    takes.close();
  });

  it("that is made is the same the second time, and a refresh finds no difference", async () => {
    await stays(makes);
  });

  it("that exists is refused where there is none of its id, and nothing is made", async () => {
    const before = makes.store.list();
    const line = `zoneId: must be a zone that exists in the stack's account, got "Z0"; copy the id from AWS`;
    for (const run of [() => takes.stack.preview(), () => takes.stack.up()])
      await assert.rejects(run(), ({ message }: Error) => message.includes(`\n    ${line}\n`));
    assert.deepEqual(makes.store.list(), before);
  });

  it("that exists is taken as it is: nothing is made, and the stage has a domain of its own in it", async () => {
    const before = makes.store.list();
    const [zone] = makes.store.list("aws:route53/zone:Zone");
    zoneId = zone?.key ?? "";
    await takes.stack.up();
    assert.deepEqual(makes.store.list(), before);
    assert.deepEqual(known, ["test.shop.internal", `arn:aws:route53:::hostedzone/${zoneId}`]);
  });
});
