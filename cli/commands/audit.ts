/** `multistage audit`: what the policy pack finds in exported stacks and policy documents, without the engine. */
import { Option } from "commander";
import { KINDS } from "../../policy/iam/model/document";
import { runs, type CommandFile } from "../command";

export const audit: CommandFile = {
  define: (parent) => {
    parent
      .command("audit")
      .description(
        "hold IAM policy documents and exported stacks to the rules of the policy pack, without the engine",
      )
      .argument(
        "[files...]",
        "policy documents as JSON, JSON with documents in it (the AWS CLI's, CloudFormation's, Terraform's), what " +
          "`pulumi stack export` wrote, or folders with these; - reads standard input",
      )
      .addOption(
        new Option("--kind <kind>", "what the documents are for, where it is not as they look").choices(
          KINDS,
        ),
      )
      .option(
        "--context <file>",
        "what is the team's own, YAML or JSON: account, partition, regions, organization, trustedAccounts; counts " +
          "before `own` of the configuration",
      )
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
          "\n  multistage audit policies/ --context context.yaml" +
          "\n  aws iam get-role --role-name web | multistage audit -" +
          "\n  pulumi stack export --show-secrets | multistage audit - --sarif audit.sarif",
      )
      .action(
        runs(async (session, command) => {
          const { auditInputs } = await import("../audit/audit-inputs");
          await auditInputs(session, command.args, command.opts());
        }),
      );
  },
};
