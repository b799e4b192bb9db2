/** `multistage history`: what was released, when, by whom, and how it ended. */
import { runs, type CommandFile } from "../command";
import { withPlace } from "../release/place";

export const history: CommandFile = {
  define: (parent) => {
    const command = parent
      .command("history")
      .description("list the releases of a service that are over, newest first, or show one whole")
      .argument("[service]", "the service (need not be named where the stage has only one)")
      .option("--release <id>", "one release: its phases, weights, health and what was seen at the switch")
      .option("--limit <number>", "so many of the newest (20, unless given)");
    withPlace(command).action(
      runs(async (session, command) => {
        const { tellHistory } = await import("../release/tell-history");
        await tellHistory(session, command.args[0], command.opts());
      }),
    );
  },
};
