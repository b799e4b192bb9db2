/** What a call names: there, or refused as CodePipeline does. */
import { CallError } from "./call-error";
import type { Execution, Line } from "./execution";
import type { Player } from "./player";

export function found(player: Pick<Player, "line">, name: string): Line {
  const line = player.line(name);
  if (line !== undefined) return line;
  throw new CallError("PipelineNotFoundException", `there is no pipeline ${name}`);
}

export function foundExecution({ pipeline, executions }: Line, id: string): Execution {
  const execution = executions.find((one) => one.id === id);
  if (execution !== undefined) return execution;
  throw new CallError("PipelineExecutionNotFoundException", `${pipeline.name} has no execution ${id}`);
}
