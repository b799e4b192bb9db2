/** A command within the tests' own process: as the compiled one, without its start, which takes longer than what it does. */
import { Command, CommanderError } from "commander";
import type { CommandFile } from "../../cli/command";
import { ExitCode } from "../../cli/exit";
import type { Outcome } from "./command-line";

/** Runs it in that folder; meanwhile nothing else may run in the process. */
export async function inProcess(
  file: CommandFile,
  args: readonly string[],
  project: string,
): Promise<Outcome> {
  const program = new Command("multistage").option("--json").exitOverride();
  file.define(program);
  const before = { folder: process.cwd(), exitCode: process.exitCode };
  const [out, err] = [told(process.stdout), told(process.stderr)];
  process.chdir(project);
  let code: number;
  try {
    await program.parseAsync(args, { from: "user" });
    code = Number(process.exitCode);
  } catch (error) {
    // The parser's own complaints.
    if (!(error instanceof CommanderError)) throw error;
    code = ExitCode.Refused;
  } finally {
    process.chdir(before.folder);
    process.exitCode = before.exitCode;
    out.end();
    err.end();
  }
  return { code, out: out.text(), err: err.text() };
}

/** What is written to a stream until the end, instead of being shown. */
function told(stream: NodeJS.WriteStream): { text: () => string; end: () => void } {
  const write = Object.getOwnPropertyDescriptor(stream, "write");
  let text = "";
  stream.write = (chunk: string | Uint8Array): boolean => {
    text += chunk.toString();
    return true;
  };
  return {
    text: () => text,
    end: () => {
      if (write === undefined) Reflect.deleteProperty(stream, "write");
      else Object.defineProperty(stream, "write", write);
    },
  };
}
