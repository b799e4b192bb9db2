/** `multistage connect`: a shell on an instance, by its private name. */
import { runs, type CommandFile } from "../command";
import { withPlace } from "../release/place";

export const connect: CommandFile = {
  define: (parent) => {
    const command = parent
      .command("connect")
      .description("open a shell on an instance by its private name, through Systems Manager")
      .argument("<name>", "prd.<service>, pre.<service> or <instance id>.<service>; the zone may follow");
    withPlace(command).action(
      runs(async (session, command) => {
        const { connect: connectTo } = await import("../release/connect");
        await connectTo(session, command.args[0] ?? "", command.opts());
      }),
    );
  },
};
