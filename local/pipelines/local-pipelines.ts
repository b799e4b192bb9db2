/** CodePipeline on one machine: pipelines that are declared run, by an event or by a call of the API. */
import { realClock, type Clock } from "../clock/clock";
import type { EmulatorAddress } from "../emulator-client";
import { CallError } from "./call-error";
import { startExecution } from "./changes";
import { startPipelinesFront } from "./front";
import { inputOf } from "./input";
import type { Pipeline } from "./pipeline";
import { Player, type PlayerOptions } from "./player";
import { PipelineStore } from "./store";

export interface LocalPipelinesOptions extends Pick<
  PlayerOptions,
  "invokeAsync" | "tell" | "continueSeconds"
> {
  /** Where the objects and topics are that pipelines name. */
  readonly store: EmulatorAddress;
  /** 12 digits. */
  readonly account: string;
  /** This machine's unless given. */
  readonly clock?: Clock;
  /** Where the API listens; 0, unless given, takes a free port. */
  readonly port?: number;
  /** Told what becomes of executions, and what a person should know. */
  readonly say?: (line: string) => void;
}

export interface LocalPipelines {
  /** Where CodePipeline's API answers. */
  readonly endpoint: string;
  /** Which there are from now on. */
  declare(pipelines: readonly Pipeline[]): void;
  /**
   * Starts the pipeline of this ARN, as a rule of EventBridge does.
   *
   * @param input - that of StartPipelineExecution, but for the name; JSON
   * @throws CallError where it is not taken
   */
  startBy(arn: string, input: string): void;
  /** Forgets all executions. */
  close(): Promise<void>;
}

/** @throws Refusal when the port is taken */
export async function startLocalPipelines(options: LocalPipelinesOptions): Promise<LocalPipelines> {
  const { store: address, account, clock = realClock, say = () => undefined, port, ...more } = options;
  const store = new PipelineStore(address);
  const player = new Player({ clock, store, say, ...more });
  const front = await startPipelinesFront({ player, clock, account, port });
  return {
    endpoint: front.endpoint,
    declare: (pipelines) => {
      player.declare(pipelines);
    },
    startBy(arn, input) {
      const line = player.all.find(({ pipeline }) => pipeline.arn === arn);
      // A rule without a transformer hands over its event, which chooses nothing.
      const { sourceRevisions, variables } = fieldsOf(input);
      const name = line?.pipeline.name ?? arn.split(":").at(-1);
      const given = inputOf("StartPipelineExecution", { name, sourceRevisions, variables });
      startExecution(player, given, { type: "CloudWatchEvent" });
    },
    async close() {
      player.close();
      await front.close();
      store.close();
    },
  };
}

function fieldsOf(json: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    throw new CallError("SerializationException", "what the rule hands over is no JSON");
  }
}
