/** `multistage doctor`: what is installed, what is used and why, what is missing and the command that gets it. */
import { runs, type CommandFile } from "../command";

export const doctor: CommandFile = {
  define: (parent) => {
    parent
      .command("doctor")
      .description("say what is installed, which engine is used and why, and how to get what is missing")
      .option("--stack <name>", "a stack to look at, too: whether its cost-allocation tags are due")
      .option("--workspace <name>", "the local workspace it lives in; without it, the backend of this shell")
      .action(
        runs(async (session, command) => {
          const { examine } = await import("../doctor/examine");
          await examine(session, command.opts());
        }),
      );
  },
};
