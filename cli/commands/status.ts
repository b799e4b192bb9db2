/** `multistage status`: how the services of a stage are: what is recorded beside what there is. */
import { runs, type CommandFile } from "../command";
import { withPlace } from "../release/place";

export const status: CommandFile = {
  define: (parent) => {
    const command = parent
      .command("status")
      .description("say how a service in two fleets is: what serves, what is released, what waits for whom")
      .argument("[service]", "the service (all of the stage, unless given)");
    withPlace(command).action(
      runs(async (session, command) => {
        const { tellStatus } = await import("../release/tell-status");
        await tellStatus(session, command.args[0], command.opts());
      }),
    );
  },
};
