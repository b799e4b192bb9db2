/** `multistage approve`: yes to what a service's pipeline asks. */
import { runs, type CommandFile } from "../command";
import { withPlace } from "../release/place";

export const approve: CommandFile = {
  define: (parent) => {
    const command = parent
      .command("approve")
      .description("show what waits for a yes in a service's pipeline, and say yes")
      .argument("<service>", "the service")
      .option("--why <text>", "a word to it, for the record")
      .option("--yes", "say it without asking; needed where there is no terminal");
    withPlace(command).action(
      runs(async (session, command) => {
        const { answerQuestion } = await import("../release/answer-question");
        await answerQuestion(session, command.args[0] ?? "", "Approved", command.opts());
      }),
    );
  },
};
