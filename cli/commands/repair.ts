/** `multistage repair`: a stack whose update was interrupted, made ready for the next one. */
import { runs, type CommandFile } from "../command";

export const repair: CommandFile = {
  define: (parent) => {
    parent
      .command("repair")
      .description(
        "make a stack ready for the next up after an update was interrupted; says every step first",
      )
      .option("--stack <name>", "the stack to repair", "dev")
      .option("--workspace <name>", "the local workspace it lives in; without it, the backend of this shell")
      .option("--dry-run", "say what would be done, and change nothing")
      .option(
        "--delete-orphans",
        "delete from the local AWS what no stack has and the program does not ask for",
      )
      .action(
        runs(async (session, command) => {
          const { repairStack } = await import("../repair/repair-stack");
          await repairStack(session, command.opts());
        }),
      );
  },
};
