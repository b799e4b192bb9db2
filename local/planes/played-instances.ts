/** The instances of a stack, where this machine can play them, and what becomes of each. */
import { problemText, Refusal } from "../../refusal/refusal";
import { Instances, type InstanceEvent } from "../instances/instances";
import { motoPython } from "../moto/install";
import type { MotoServer } from "../moto/server";
import type { PlanesOptions } from "./planes-options";

interface Options extends PlanesOptions {
  readonly moto: MotoServer;
  readonly say: (line: string) => void;
  readonly onEvent: (event: InstanceEvent) => void;
}

export interface PlayedInstances {
  /** Or why there are none. */
  readonly instances: Instances | string;
  /** What became of each one's boot, by its id. */
  readonly boots: ReadonlyMap<string, string>;
}

/** A machine that can play no instances can play the rest. */
export async function playInstances(options: Options): Promise<PlayedInstances> {
  const { region, folder, env, clock, logs, moto, say, onEvent, signal } = options;
  const boots = new Map<string, string>();
  const python = await motoPython({ env, report: say, signal });
  try {
    const instances = await Instances.start({
      ...{ endpoint: moto.endpoint, region, folder: folder.instances, python, env, clock, report: say },
      onEvent: (event) => {
        const { kind, instanceId, group, reason } = event;
        const told = `${kind}${reason === undefined ? "" : `, ${reason}`}`;
        if (kind === "ended") boots.delete(instanceId);
        else boots.set(instanceId, told);
        say(`${instanceId} of ${group}: ${told}`);
        onEvent(event);
      },
      onOutput: (id, chunk) => {
        logs.ofInstance(id, chunk);
      },
    });
    return { instances, boots };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const why = error.problems.map(problemText).join("; ");
    say(why);
    return { instances: why, boots };
  }
}
