/** `multistage release`: starts a service's pipeline with an artifact that is uploaded, and follows it. */
import { runs, type CommandFile } from "../command";
import { withPlace } from "../release/place";

export const release: CommandFile = {
  define: (parent) => {
    const command = parent
      .command("release")
      .description("release an uploaded artifact, and follow it until a person is asked or it is over")
      .argument("<service>", "the service")
      .option(
        "--artifact <version>",
        "the version of its object in the artifact bucket (the newest, unless given)",
      )
      .option("--no-wait", "start the pipeline, and do not follow it");
    withPlace(command).action(
      runs(async (session, command) => {
        const { runRelease } = await import("../release/run-release");
        await runRelease(session, command.args[0] ?? "", command.opts());
      }),
    );
  },
};
