/** `multistage init`: a new project, ready to be rehearsed. */
import { runs, type CommandFile } from "../command";

export const init: CommandFile = {
  define: (parent) => {
    parent
      .command("init")
      .description("write a new project: configuration, an example service, a CI file; asks, or takes flags")
      .argument("[folder]", "the folder of the project; this one unless given")
      .option("--project <name>", "the product or team: letters and digits")
      .option("--stages <names>", "the stages in the order of promotion, with commas between them")
      .option("--region <region>", "the AWS region")
      .option("--service <name>", "the first service: letters, digits and hyphens")
      .option("--kind <kind>", "its kind: serverless or blueGreen")
      .option("--owner <name>", "the team that answers for it")
      .option("--cost-center <name>", "where its cost is booked")
      .option("--ci <host>", "where it is tested: github, gitlab or none")
      .option("--yes", "take what would be suggested for what is not given, and ask nothing")
      .option("--force", "write beside what is in the folder; no file is ever overwritten")
      .action(
        runs(async (session, command) => {
          const { initProject } = await import("../init/init-project");
          await initProject(session, command.args[0], command.opts());
        }),
      );
  },
};
