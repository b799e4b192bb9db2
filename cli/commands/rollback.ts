/** `multistage rollback`: users go back, at once where the fleet before is kept, else by an earlier release anew. */
import { runs, type CommandFile } from "../command";
import { withPlace } from "../release/place";

export const rollback: CommandFile = {
  define: (parent) => {
    const command = parent
      .command("rollback")
      .description(
        "have users go back: at once, or by releasing an earlier release again; says which and why first",
      )
      .argument("<service>", "the service")
      .option("--to <id>", "the release they are to be on again (the one before, unless given)")
      .option("--why <text>", "why, for the record")
      .option("--yes", "do it without asking; needed where there is no terminal")
      .option("--no-wait", "return once it is taken, and do not follow it");
    withPlace(command).action(
      runs(async (session, command) => {
        const { runRollback } = await import("../release/run-rollback");
        await runRollback(session, command.args[0] ?? "", command.opts());
      }),
    );
  },
};
