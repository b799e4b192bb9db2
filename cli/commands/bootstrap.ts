/** `multistage bootstrap`: what an account has once, made from nothing, its own state moved into the bucket it made. */
import { runs, type CommandFile } from "../command";

export const bootstrap: CommandFile = {
  define: (parent) => {
    parent
      .command("bootstrap")
      .description(
        "make what an AWS account has once (state bucket, key, roles of CI), and keep its own state there, too",
      )
      .option("--stack <name>", "the account, as its settings file is called", "main")
      .option("--folder <path>", "the folder of the account's program (default: bootstrap)")
      .option("--backend <url>", "where the state belongs, instead of the bucket that is made")
      .option("--secrets-provider <url>", "what encrypts its secrets, instead of the key that is made")
      .option("--workspace <name>", "make it in the local AWS of that workspace; needs --backend, too")
      .option("--dry-run", "say what would be done; nothing is made in AWS")
      .action(
        runs(async (session, command) => {
          const { bootstrapAccount } = await import("../bootstrap/bootstrap-account");
          await bootstrapAccount(session, command.opts());
        }),
      );
  },
};
