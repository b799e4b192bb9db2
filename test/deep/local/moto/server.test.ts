import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DescribeInstancesCommand, EC2Client, RunInstancesCommand } from "@aws-sdk/client-ec2";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { MovedClock } from "../../../../local/clock/clock";
import { MotoServer } from "../../../../local/moto/server";
import { Refusal } from "../../../../refusal/refusal";
import { MOTO_CLIENT, MOTO_TIMEOUT, withMoto } from "../../../helpers/moto";
import { becomes, isRunning } from "../../../helpers/processes";

const silent = { env: process.env, report: (): void => undefined };

describe("the emulator as a process of ours", () => {
  const moto = withMoto();

  it("refuses a port that is taken, and says which", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    await assert.rejects(MotoServer.start({ ...silent, port }), (error) => {
      assert.ok(error instanceof Refusal);
      assert.equal(
        error.message,
        `port: must be a free port of 127.0.0.1, got ${port} (taken by another process); name another one, or 0 for any`,
      );
      return true;
    });
    other.close();
  });

  it("says that it was killed, and by what", async () => {
    const said: string[] = [];
    const own = await MotoServer.start({ ...silent, report: (line) => said.push(line) });
    process.kill(own.pid, "SIGKILL");
    assert.equal(await own.ended, "the emulator moto has ended (SIGKILL)");
    assert.deepEqual(said, ["the emulator moto has ended (SIGKILL)"]);
    assert.equal(await own.healthy(), false);
    await own.stop();
  });

  it("plays the account it is told, says that it does not answer while it stands still, and stops twice as well as once", async function () {
    this.timeout(MOTO_TIMEOUT);
    const said: string[] = [];
    const clock = new MovedClock(0);
    const report = (line: string): number => said.push(line);
    const own = await MotoServer.start({
      ...silent,
      clock,
      report,
      answerSeconds: 1,
      account: "210987654321",
    });
    const ssm = new SSMClient({ ...MOTO_CLIENT, endpoint: own.endpoint });
    await ssm.send(new PutParameterCommand({ Name: "a", Value: "one", Type: "String" }));
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: "a" }));
    assert.equal(Parameter?.ARN, "arn:aws:ssm:ap-northeast-2:210987654321:parameter/a");
    process.kill(own.pid, "SIGSTOP");
    clock.advance(5_000);
    await becomes(() => said.length > 0, "a word about it");
    assert.deepEqual(said, ["the emulator moto has not answered within 1 s"]);
    await Promise.all([own.stop(), own.stop()]);
    await own.stop();
    assert.equal(await own.ended, undefined);
    assert.equal(isRunning(own.pid), false);
  });

  it("ends with the process that started it, also when that is killed", async () => {
    const script = `
      require("ts-node/register/transpile-only");
      const { MotoServer } = require(${JSON.stringify(join(__dirname, "../../../../local/moto/server"))});
      MotoServer.start({ env: process.env, report: () => {} }).then(({ pid }) => console.log(pid));
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ["-e", script], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(createInterface({ input: owner.stdout }), "line")) as [string];
    assert.ok(isRunning(Number(line)));
    owner.kill("SIGKILL");
    await becomes(() => !isRunning(Number(line)), "moto to end");
  });

  it("holds what it is told until it is emptied", async () => {
    const ssm = new SSMClient({ ...MOTO_CLIENT, endpoint: moto.endpoint });
    const named = { Name: "/shop/dev/storefront" };
    await ssm.send(new PutParameterCommand({ ...named, Value: "one", Type: "String" }));
    assert.equal((await ssm.send(new GetParameterCommand(named))).Parameter?.Value, "one");
    await moto.reset();
    await assert.rejects(ssm.send(new GetParameterCommand(named)), { name: "ParameterNotFound" });
  });

  it("launches any image, as it knows none", async () => {
    const ec2 = new EC2Client({ ...MOTO_CLIENT, endpoint: moto.endpoint });
    const image = { ImageId: "ami-0123456789abcdef0", MinCount: 1, MaxCount: 1 };
    await ec2.send(new RunInstancesCommand(image));
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
    assert.equal(Reservations[0]?.OwnerId, "123456789012");
  });
});
