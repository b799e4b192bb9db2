/** `multistage rehearse`: the whole life of the stacks on this machine, with the real engine and no AWS account. */
import { runs, type CommandFile } from "../command";

export const rehearse: CommandFile = {
  define: (parent) => {
    parent
      .command("rehearse")
      .description(
        "bring the stacks up on this machine with the real engine and no AWS account, and take them down again",
      )
      .option("--stack <names...>", "the stacks to rehearse (all that have settings, unless given)")
      .option("--keep", "leave them standing, and say how to go on with plain pulumi")
      .action(
        runs(async (session, command) => {
          const { rehearseStacks } = await import("../rehearsal/rehearse-stacks");
          await rehearseStacks(session, command.opts());
        }),
      );
  },
};
