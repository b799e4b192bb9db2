/** `multistage local …`: plain Pulumi commands against the local AWS. */
import { runs, type CommandFile } from "../command";

export const local: CommandFile = {
  define: (parent) => {
    const group = parent.command("local").description("use the plain pulumi command against the local AWS");
    group
      .command("env")
      .description("prepare a stack and print the environment pulumi needs, as shell exports")
      .option("--stack <name>", "the stack to prepare", "dev")
      .option("--workspace <name>", "the local workspace: local, or rehearsal after rehearse --keep", "local")
      .addHelpText("after", '\nUse it so:\n  eval "$(multistage local env)"\n  pulumi preview --stack dev')
      .action(
        runs(async (session, command) => {
          const { printEnvironment } = await import("../local/environment");
          await printEnvironment(session, command.opts());
        }),
      );
  },
};
