// Measures what we promise of the local load balancer, beside its client: how many requests it takes in a second, and
// how long they take at 200 a second. Store, apps and client are processes of their own, as they are in use.
import { fork } from "node:child_process";
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import { cpus, loadavg } from "node:os";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const SECONDS = 5;
const CALLERS = 32;
const PER_SECOND = 200;
const REGION = "ap-northeast-2";
const file = fileURLToPath(import.meta.url);

/** Milliseconds until the answer's end; throws for any other status than 200. */
function timed(url, agent) {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const sent = request(url, { agent }, (response) => {
      response.resume().once("end", () => {
        if (response.statusCode === 200) resolve(performance.now() - started);
        else reject(new Error(`answered ${response.statusCode}`));
      });
    });
    sent.once("error", reject).end();
  });
}

/** As many as they can, one after the other each. */
async function closedLoop(urls, agent) {
  const end = performance.now() + SECONDS * 1000;
  const times = [];
  await Promise.all(
    Array.from({ length: CALLERS }, async (_, caller) => {
      while (performance.now() < end) times.push(await timed(urls[caller % urls.length], agent));
    }),
  );
  return times;
}

/** At their moments, whether the ones before are answered or not. */
async function openLoop(urls, agent) {
  const asked = [];
  const started = performance.now();
  while (asked.length < SECONDS * PER_SECOND) {
    const due = ((performance.now() - started) / 1000) * PER_SECOND;
    while (asked.length < due) asked.push(timed(urls[asked.length % urls.length], agent));
    await sleep(1);
  }
  return Promise.all(asked);
}

async function asClient(urls) {
  const agent = new Agent({ keepAlive: true });
  await closedLoop(urls, agent); // warms up
  const most = (await closedLoop(urls, agent)).length / SECONDS;
  const times = (await openLoop(urls, agent)).sort((a, b) => a - b);
  agent.destroy();
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
  process.send({ most, p50: at(0.5), p99: at(0.99), worst: at(1) });
}

async function asApp() {
  const server = createServer((_, response) => response.end("hello\n")).listen(0, "127.0.0.1");
  await once(server, "listening");
  process.send(server.address().port);
}

/** A load balancer, two targets, a rule by weight before the default one, as the product's listener has it. */
async function declare(endpoint, port) {
  const { EC2Client, DescribeSubnetsCommand } = await import("@aws-sdk/client-ec2");
  const elb = await import("@aws-sdk/client-elastic-load-balancing-v2");
  const { emulatorClient } = await import("../dist/local/emulator-client.js");
  const options = emulatorClient({ endpoint, region: REGION });
  const client = new elb.ElasticLoadBalancingV2Client(options);
  const { Subnets } = await new EC2Client(options).send(new DescribeSubnetsCommand({}));
  const ids = Subnets.slice(0, 2).map(({ SubnetId }) => SubnetId);
  const made = await client.send(new elb.CreateLoadBalancerCommand({ Name: "bench", Subnets: ids }));
  const { LoadBalancerArn } = made.LoadBalancers[0];
  const groups = [];
  for (const Name of ["blue", "green"]) {
    const group = { Name, Protocol: "HTTP", Port: 80, TargetType: "ip", VpcId: Subnets[0].VpcId };
    const { TargetGroups } = await client.send(new elb.CreateTargetGroupCommand(group));
    const { TargetGroupArn } = TargetGroups[0];
    const Targets = [{ Id: `${Name}-1` }, { Id: `${Name}-2` }];
    await client.send(new elb.RegisterTargetsCommand({ TargetGroupArn, Targets }));
    groups.push({ TargetGroupArn, Weight: Name === "blue" ? 90 : 10 });
  }
  const FixedResponseConfig = { StatusCode: "503", MessageBody: "no release yet", ContentType: "text/plain" };
  const DefaultActions = [{ Type: "fixed-response", FixedResponseConfig }];
  const listener = { LoadBalancerArn, Port: port, Protocol: "HTTP", DefaultActions };
  const { Listeners } = await client.send(new elb.CreateListenerCommand(listener));
  await client.send(
    new elb.CreateRuleCommand({
      ListenerArn: Listeners[0].ListenerArn,
      Priority: 1,
      Conditions: [{ Field: "path-pattern", PathPatternConfig: { Values: ["/*"] } }],
      Actions: [{ Type: "forward", ForwardConfig: { TargetGroups: groups } }],
    }),
  );
  return groups.map(({ TargetGroupArn }) => TargetGroupArn);
}

async function asBench() {
  const children = [];
  const part = (...args) => {
    const child = fork(file, args);
    children.push(child);
    return child;
  };
  let moto, plane;
  try {
    const { startDataPlane } = await import("../dist/local/load-balancer/data-plane.js");
    const { MotoServer } = await import("../dist/local/moto/server.js");
    moto = await MotoServer.start({ env: process.env, report: console.log });
    const { endpoint } = moto;
    const [port] = await once(part("app"), "message");
    const groups = await declare(endpoint, 18_080);
    plane = await startDataPlane({
      store: { endpoint, region: REGION },
      addressOf: () => ({ host: "127.0.0.1", port }),
      say: console.log,
    });
    const healthy = () => groups.every((arn) => plane.health(arn).every(({ state }) => state === "healthy"));
    for (let tries = 0; tries < 200 && !healthy(); tries++) await sleep(50);
    const client = part("client", ...plane.listeners()[0].nodeUrls);
    const [{ most, p50, p99, worst }] = await once(client, "message");
    const ms = (time) => `${time.toFixed(1)} ms`;
    console.log(`load of the machine: ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`);
    console.log(`${CALLERS} callers: ${most.toFixed(0)} requests/s (promised: at least 2000)`);
    console.log(
      `at ${PER_SECOND}/s: p50 ${ms(p50)}, p99 ${ms(p99)} (promised: at most 15 ms), worst ${ms(worst)}`,
    );
  } finally {
    await plane?.close();
    await moto?.stop();
    for (const child of children) child.kill();
  }
}

const [role, ...urls] = process.argv.slice(2);
if (role === "client") await asClient(urls);
else if (role === "app") await asApp();
else await asBench();
