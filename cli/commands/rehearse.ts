/** `multistage rehearse`: the whole life of a stack on this machine, with the real engine and no AWS account. */
import { runs, type CommandFile } from "../command";

export const rehearse: CommandFile = {
  define: (parent) => {
    parent
      .command("rehearse")
      .description(
        "bring a stack up on this machine with the real engine and no AWS account, and take it down again",
      )
      .option("--stack <name>", "the stack to rehearse", "dev")
      .option("--keep", "leave it standing, and say how to go on with plain pulumi")
      .action(
        runs(async (session, command) => {
          const { rehearseStack } = await import("../rehearsal/rehearse-stack");
          await rehearseStack(session, command.opts());
        }),
      );
  },
};
