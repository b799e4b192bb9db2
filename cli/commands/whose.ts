/** `multistage whose`: which stack, component, service and code line made something in AWS. */
import { runs, type CommandFile } from "../command";

export const whose: CommandFile = {
  define: (parent) => {
    parent
      .command("whose")
      .description("say which stack, component, service and line of code made what is called so in AWS")
      .argument("<arn-or-name>", "an ARN, a name, an id, an address or a URN")
      .option("--stack <names...>", "the stacks to look in (all of the project, unless given)")
      .option("--workspace <name>", "the local workspace they live in; without it, the backend of this shell")
      .action(
        runs(async (session, command) => {
          const { tellWhose } = await import("../whose/tell-whose");
          await tellWhose(session, command.args[0] ?? "", command.opts());
        }),
      );
  },
};
