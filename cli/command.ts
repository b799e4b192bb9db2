/**
 * The frame every command runs in: one way to define it, one way to end it. A command is a file in commands/ that
 * exports a `CommandFile`; what it needs is loaded when it runs, so that --help stays quick.
 */
import type { Command } from "commander";
import { ExitCode, explain } from "./exit";
import { createOutput, type Output } from "./output";

/** What a running command gets besides its own options. */
export interface Session {
  readonly output: Output;
  /** Aborted on Ctrl-C; everything that waits or runs children listens to it. */
  readonly signal: AbortSignal;
  /** The folder of the Pulumi project. */
  readonly project: string;
}

export interface CommandFile {
  /** Adds the command to its parent; its action is made with `runs`. */
  readonly define: (parent: Command) => void;
}

type Action = (session: Session, command: Command) => Promise<void>;

/** An action that runs in the frame: sets the exit code, and prints errors as the project prints them. */
export function runs(action: Action): (this: Command) => Promise<void> {
  return async function (this: Command): Promise<void> {
    // What the SDK says of versions of Node.js is for those who program with it.
    process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
    const { json } = this.optsWithGlobals<{ json?: boolean }>();
    const output = createOutput(json === true, { out: process.stdout, err: process.stderr }, process.env);
    const controller = new AbortController();
    const stop = (): void => {
      if (controller.signal.aborted) process.exit(ExitCode.Interrupted); // a second Ctrl-C does not wait
      output.note("stopping; press Ctrl-C again to leave at once");
      controller.abort();
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
    try {
      await action({ output, signal: controller.signal, project: process.cwd() }, this);
      process.exitCode = ExitCode.Ok;
    } catch (error) {
      process.exitCode = explain(error, output, controller.signal.aborted);
    } finally {
      process.off("SIGINT", stop).off("SIGTERM", stop);
    }
  };
}
