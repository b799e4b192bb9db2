/** A swap of weights from blue to green under load, as a release makes it; tells what was lost. */
import { once } from "node:events";
import { Agent, request, type IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { ModifyRuleCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { startControlFront } from "../../../local/load-balancer/control/front";
import { health, named, type Balanced } from "./balanced";
import { Declaring, onPath, to } from "./declared";
import { freePort } from "./free-port";

export interface Swapped {
  readonly answered: number;
  /** What each lost request met. */
  readonly failures: readonly string[];
  /** Whether there were answers of blue first and of green last. */
  readonly both: boolean;
}

export async function swapped(
  world: Balanced,
  load: { requests: number; perSecond: number; propagationSeconds: number },
): Promise<Swapped> {
  const { declare, store } = world;
  const groups: string[] = [];
  for (const colour of ["blue", "green"]) {
    const group = await declare.group();
    for (const id of [`${colour}-1`, `${colour}-2`]) await world.app(named(colour), id);
    await declare.register(group, `${colour}-1`, `${colour}-2`);
    groups.push(group);
  }
  const [blue = "", green = ""] = groups;
  const listener = await declare.listener(await declare.balancer(), await freePort());
  const rule = await declare.rule(listener, 1, onPath("/*"), to([blue, 100], [green, 0]));
  const plane = await world.plane({ propagationSeconds: load.propagationSeconds, refreshSeconds: 2 });
  const front = await startControlFront({ endpoint: store.endpoint, plane });
  const agent = new Agent({ keepAlive: true });
  try {
    for (const group of groups) await health(plane, group, ["healthy", "healthy"]);
    const through = new Declaring(store, front.url);
    const { nodeUrls } = plane.listeners()[0]!;
    const asked: Promise<string>[] = [];
    const started = performance.now();
    let swap: Promise<unknown> | undefined;
    while (asked.length < load.requests) {
      const due = Math.min(load.requests, Math.ceil(((performance.now() - started) / 1000) * load.perSecond));
      while (asked.length < due) asked.push(answerOf(nodeUrls[asked.length % 2]!, agent));
      if (asked.length >= load.requests / 3)
        swap ??= through.balancing.send(
          new ModifyRuleCommand({ RuleArn: rule, Actions: [to([blue, 0], [green, 100])] }),
        );
      await sleep(5);
    }
    await swap;
    const answers = await Promise.all(asked);
    // Until the change has reached both nodes.
    const end = Date.now() + load.propagationSeconds * 1000 + 5000;
    const last = () => Promise.all(nodeUrls.map((url) => answerOf(url, agent)));
    let latest = await last();
    while (latest.join() !== "green,green" && Date.now() < end) {
      await sleep(50);
      latest = await last();
    }
    const failures = answers.filter((text) => text !== "blue" && text !== "green");
    return {
      answered: answers.length - failures.length,
      failures,
      both: answers[0] === "blue" && latest.join() === "green,green",
    };
  } finally {
    agent.destroy();
    await front.close();
  }
}

/** The text of a good answer, else its status, or the error. */
async function answerOf(url: string, agent: Agent): Promise<string> {
  try {
    const sent = request(url, { agent }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    let text = "";
    for await (const part of response.setEncoding("utf8") as AsyncIterable<string>) text += part;
    return response.statusCode === 200 ? text : String(response.statusCode);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}
