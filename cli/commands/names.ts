/** `multistage names`: what something will be called, before it exists. */
import { runs, type CommandFile } from "../command";

export const names: CommandFile = {
  define: (parent) => {
    parent
      .command("names")
      .description(
        "say what the services of a stack, or an identity, are called in AWS; nothing needs to exist",
      )
      .option(
        "--stack <name>",
        "the stack whose settings name project, stage and services (dev, unless given)",
      )
      .option("--project <name>", "the project, with --stage and without any settings")
      .option("--stage <name>", "the stage")
      .option("--service <name>", "a service, existing or thought of")
      .option("--role <name>", "what of it: every type's name for this role")
      .option("--colour <name>", "blue or green, of what exists once for each")
      .addHelpText(
        "after",
        "\nMay a service be called so?\n  multistage names --stack dev --service checkout",
      )
      .action(
        runs(async (session, command) => {
          const { tellNames } = await import("../names/tell-names");
          tellNames(session, command.opts());
        }),
      );
  },
};
