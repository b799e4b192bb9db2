/** `multistage local …`: a stack that runs on this machine, and plain Pulumi commands against the local AWS. */
import type { Command } from "commander";
import { runs, type CommandFile } from "../command";

export const local: CommandFile = {
  define: (parent) => {
    const group = parent
      .command("local")
      .description("run a stack on this machine, and use the plain pulumi command against the local AWS");
    of(group, "up", "bring a stack up and keep it running in the background; again: bring it up to date")
      .option("--foreground", "stay, show what happens, and end it with Ctrl-C")
      .action(
        runs(async (session, command) => {
          const { localUp } = await import("../local/up");
          await localUp(session, command.opts());
        }),
      );
    of(group, "down", "end what runs; the next up brings the stack back as it is declared")
      .option("--destroy", "destroy the stack first, so that the next up begins anew")
      .action(
        runs(async (session, command) => {
          const { localDown } = await import("../local/down");
          await localDown(session, command.opts());
        }),
      );
    of(group, "status", "say how everything is that runs, and where curl reaches it").action(
      runs(async (session, command) => {
        const { localStatus } = await import("../local/status");
        await localStatus(session, command.opts());
      }),
    );
    of(
      group,
      "env",
      "prepare a stack and print the environment pulumi and AWS clients need, as shell exports",
    )
      .addHelpText("after", '\nUse it so:\n  eval "$(multistage local env)"\n  pulumi preview --stack dev')
      .action(
        runs(async (session, command) => {
          const { printEnvironment } = await import("../local/environment");
          await printEnvironment(session, command.opts());
        }),
      );
    of(group, "logs", "show what a plane, a function or an instance has logged; of all planes without a name")
      .argument("[name]", "a plane (store, load-balancer, …), a function or an instance")
      .option("--follow", "go on with what is logged from now on")
      .action(
        runs(async (session, command) => {
          const { localLogs } = await import("../local/logs");
          await localLogs(session, command.args[0], command.opts());
        }),
      );
  },
};

/** A command for a stack of a workspace. */
function of(group: Command, name: string, description: string): Command {
  return group
    .command(name)
    .description(description)
    .option("--stack <name>", "the stack", "dev")
    .option("--workspace <name>", "the local workspace: local, or rehearsal after rehearse --keep", "local");
}
