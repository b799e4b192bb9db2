/**
 * A service that r1 serves on blue, in the emulator and behind the local load balancer: fleets whose instances answer with
 * the release that their colour was told when they started, a pipeline, an uploaded revision. Releases of it are driven by
 * passes of the engine on the real adapters, which a test may kill at any call that changes something.
 */
import assert from "node:assert/strict";
import { DeregisterTargetsCommand } from "@aws-sdk/client-elastic-load-balancing-v2";
import { MovedClock } from "../../../../local/clock/clock";
import { startControlFront } from "../../../../local/load-balancer/control/front";
import type { DataPlane } from "../../../../local/load-balancer/data-plane";
import { COLOURS, type Colour, type PerColour } from "../../../../naming/colours";
import { answerTo } from "../../../../runtime/release/answer";
import { Calls } from "../../../../runtime/release/aws/calls";
import { clientsOf } from "../../../../runtime/release/aws/clients";
import { resize } from "../../../../runtime/release/aws/fleets";
import { readRevisions } from "../../../../runtime/release/aws/parameters";
import { portsOf, type AwsPorts } from "../../../../runtime/release/aws/ports";
import { Table } from "../../../../runtime/release/aws/table";
import type { Goal } from "../../../../runtime/release/observed";
import { pass } from "../../../../runtime/release/pass";
import type { Registration } from "../../../../runtime/release/registration";
import { stateFrom, type State } from "../../../../runtime/release/state";
import { ask, health, type Balanced } from "../../../local/load-balancer/balanced";
import { onPath, to } from "../../../local/load-balancer/declared";
import { freePort } from "../../../local/load-balancer/free-port";
import { ARTIFACT, IDENTITY, NOON } from "../sample";
import { declareFleets, fleetsNow } from "./fleet";
import { Interruptions, isRecord } from "./interruptions";
import { leaveR1, SHA256 } from "./left-by-r1";
import type { Wire } from "./wire";

export const ADA = "arn:aws:sts::123456789012:assumed-role/developer/ada";

export class ReleasedService {
  /** Milliseconds since 1970, as the engine takes it. */
  now = NOON;
  readonly interruptions = new Interruptions();
  /** What the pipeline says of the approval. */
  approval: object | undefined;
  private readonly running = new Map<string, Colour>();
  private invocations = 0;

  private constructor(
    readonly registration: Registration,
    private readonly world: Balanced,
    private readonly plane: DataPlane,
    private readonly clock: MovedClock,
    private readonly versionId: string,
    readonly close: () => Promise<void>,
  ) {}

  /** @param pipeline - is asked as CodePipeline; its address and that of the load balancers' front are set in the environment */
  static async declare(world: Balanced, pipeline: Wire): Promise<ReleasedService> {
    const { store, declare } = world;
    const group = () => declare.group({ TargetType: "instance" });
    const groups = { blue: await group(), green: await group() };
    const balancer = await declare.balancer();
    const [productPort, previewPort] = [await freePort(), await freePort()];
    const rule = async (port: number, weights: PerColour<number>): Promise<string> => {
      const action = to([groups.blue, weights.blue], [groups.green, weights.green]);
      return declare.rule(await declare.listener(balancer, port), 1, onPath("/*"), action);
    };
    const fleets = await declareFleets(store, groups);
    const registration: Registration = {
      ...fleets.registration,
      productRuleArn: await rule(productPort, { blue: 101, green: 0 }),
      previewRuleArn: await rule(previewPort, { blue: 0, green: 100 }),
      productUrl: `http://127.0.0.1:${productPort}`,
      previewUrl: `http://127.0.0.1:${previewPort}`,
      sizes: { min: 1, max: 2, initial: 1 },
      healthyReads: 2,
      bakeSeconds: 30,
    };
    const clock = new MovedClock(NOON);
    const plane = await world.plane({ clock });
    const front = await startControlFront({
      endpoint: store.endpoint,
      plane,
      staleSeconds: 0,
      throttling: false,
    });
    process.env["AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2"] = front.url;
    process.env["AWS_ENDPOINT_URL_CODEPIPELINE"] = pipeline.url;
    const versionId = await leaveR1(store.endpoint, registration);
    const service = new ReleasedService(registration, world, plane, clock, versionId, () => front.close());
    pipeline.answer = ({ operation }) => ({
      status: 200,
      body:
        operation === "GetPipelineExecution"
          ? { pipelineExecution: { status: "InProgress" } }
          : { actionExecutionDetails: service.approval === undefined ? [] : [service.approval] },
    });
    await resize(service.calls(), registration, "blue", { min: 1, max: 2, desired: 1 });
    await service.grow();
    return service;
  }

  calls(): Calls {
    return new Calls(clientsOf(), Date.now() + 15_000);
  }

  ports(versions: "here" | "by deploy" = "here"): AwsPorts {
    const clients = clientsOf();
    this.interruptions.watch(clients);
    const options = { ...IDENTITY, deadline: Date.now() + 15_000, versions };
    return { ...portsOf(options, clients), now: () => this.now };
  }

  goal(kind: "prepare" | "deploy" | "release"): Goal {
    if (kind !== "prepare") return { kind, executionId: "r2" };
    const artifact = { ...ARTIFACT, versionId: this.versionId, sha256: SHA256 };
    return { kind, executionId: "r2", by: "the pipeline", artifact, since: NOON };
  }

  /** What follows upon a release or a switch back until nothing is left to do. */
  async sweep(): Promise<void> {
    const happened = async (): Promise<string> =>
      JSON.stringify([this.interruptions.kills, this.outside(), await this.state()]);
    for (let before = ""; before !== (await happened());) {
      before = await happened();
      await this.pass({ kind: "sweep" });
    }
  }

  /** All changes but those of the engine's own table, `ModifyRule arn:…` for one of a rule. */
  outside(): string[] {
    const { productRuleArn, previewRuleArn } = this.registration;
    const names = new Map([
      [productRuleArn, "product rule"],
      [previewRuleArn, "preview rule"],
    ]);
    return this.interruptions.changes
      .filter((change) => !isRecord(change))
      .map(({ operation, input }) => {
        const of = input["RuleArn"] ?? input["Name"] ?? input["AutoScalingGroupName"];
        return `${operation} ${names.get(String(of)) ?? String(of)}`;
      });
  }

  /** One invocation; false where it was killed. */
  async pass(goal: Goal): Promise<boolean> {
    this.interruptions.begin();
    try {
      await pass(this.ports(), IDENTITY.service, `invocation-${++this.invocations}`, goal);
      return true;
    } catch (error) {
      if (!this.interruptions.isDead) throw error;
      // The lease runs out.
      this.now += 150_000;
      return false;
    } finally {
      await this.grow();
      this.now += 15_000;
    }
  }

  /** Passes until the pipeline would go on to its next step. */
  async step(kind: "prepare" | "deploy" | "release"): Promise<void> {
    for (let count = 0; count < 30; count++) {
      if (!(await this.pass(this.goal(kind)))) continue;
      const answer = answerTo(kind, "r2", await this.state(), "it goes on");
      if (answer.kind === "succeeded") return;
      assert.equal(answer.kind, "continue", JSON.stringify(answer));
    }
    assert.fail(`${kind} is not over: ${JSON.stringify((await this.state()).open?.phases)}`);
  }

  approve(): void {
    const updated = { updatedBy: ADA, lastUpdateTime: this.now / 1000, startTime: this.now / 1000 - 60 };
    this.approval = { stageName: "Release", actionName: "Approve", status: "Succeeded", ...updated };
  }

  async release(): Promise<void> {
    await this.step("prepare");
    await this.step("deploy");
    this.approve();
    await this.step("release");
    await this.sweep();
  }

  async state(): Promise<State> {
    return stateFrom((await new Table(this.calls(), IDENTITY).read()).state);
  }

  /** Which release a user gets. */
  async users(url = this.registration.productUrl): Promise<string> {
    return (await ask(url, { path: "/version" })).text;
  }

  /** Instances that were asked for boot, those that were let go end, and the load balancer finds out. */
  async grow(): Promise<void> {
    const { fleets, revisions } = await this.read();
    let isChanged = false;
    for (const colour of COLOURS) {
      const ids = new Set(fleets[colour].ids);
      for (const [id, of] of this.running)
        if (of === colour && !ids.has(id)) {
          isChanged = true;
          this.running.delete(id);
          this.world.addresses.delete(id);
          const TargetGroupArn = this.registration.colours[colour].targetGroupArn;
          await this.world.declare.balancing.send(
            new DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: id }] }),
          );
        }
      for (const id of ids)
        if (!this.running.has(id)) {
          isChanged = true;
          this.running.set(id, colour);
          const release = revisions[colour] ?? "none";
          await this.world.app((_, response) => response.end(release), id);
        }
    }
    if (!isChanged) return;
    await this.plane.refresh();
    for (const colour of COLOURS) {
      const all = fleets[colour].ids.map(() => "healthy");
      await health(this.plane, this.registration.colours[colour].targetGroupArn, all, this.clock);
    }
  }

  /** Fleets, and the releases that they install. */
  async read() {
    const revisions = await readRevisions(this.calls(), this.registration);
    return {
      fleets: await fleetsNow(this.world.store),
      revisions: { blue: revisions.blue?.releaseId, green: revisions.green?.releaseId },
    };
  }
}
