/** Where everything of the running planes lies, below the folder of a workspace. Pure. */
import { join } from "node:path";

export interface PlanesFolder {
  readonly root: string;
  /** Who runs them, and where they answer. */
  readonly state: string;
  /** Held by whoever brings them up or takes them down. */
  readonly lock: string;
  readonly logs: string;
  /** Code and temporary files of functions. */
  readonly functions: string;
  /** Disks of instances. */
  readonly instances: string;
}

/** @param workspace - the folder of the workspace */
export function planesIn(workspace: string): PlanesFolder {
  const root = join(workspace, "planes");
  return {
    root,
    state: join(root, "state.json"),
    lock: join(root, "lock"),
    logs: join(root, "logs"),
    functions: join(root, "functions"),
    instances: join(root, "instances"),
  };
}
