/** `multistage audit`: what the policy pack finds in an exported stack, without the engine. */
import { Option } from "commander";
import { runs, type CommandFile } from "../command";

export const audit: CommandFile = {
  define: (parent) => {
    parent
      .command("audit")
      .description("hold exported stacks to the rules of the policy pack, without the engine")
      .argument("[exports...]", "what `pulumi stack export` wrote; - reads standard input")
      .addOption(
        new Option("--level <level>", "fail when there are findings of this level, or of a stricter one")
          .choices(["mandatory", "advisory"])
          .default("mandatory"),
      )
      .option("--policy <file>", "the rules' configuration (multistage-policy.yaml, unless given)")
      .option("--sarif <file>", "write the findings as SARIF 2.1.0, too; - prints them instead of the text")
      .option("--markdown <file>", "write them as a comment for a pull request, too; - as with --sarif")
      .option("--suppressions", "list the exceptions from rules instead, and whether each was needed")
      .addHelpText(
        "after",
        "\nExit codes: 0 nothing found, 1 findings at --level or above, 2 the audit could not run.\n" +
          "\n  pulumi stack export --show-secrets | multistage audit - --sarif audit.sarif",
      )
      .action(
        runs(async (session, command) => {
          const { auditExports } = await import("../audit/audit-exports");
          await auditExports(session, command.args, command.opts());
        }),
      );
  },
};
