/** `multistage reject`: no to what a service's pipeline asks. */
import { runs, type CommandFile } from "../command";
import { withPlace } from "../release/place";

export const reject: CommandFile = {
  define: (parent) => {
    const command = parent
      .command("reject")
      .description("say no to what waits for an answer in a service's pipeline, and why")
      .argument("<service>", "the service")
      .requiredOption("--why <text>", "why, for the record");
    withPlace(command).action(
      runs(async (session, command) => {
        const { answerQuestion } = await import("../release/answer-question");
        await answerQuestion(session, command.args[0] ?? "", "Rejected", command.opts());
      }),
    );
  },
};
