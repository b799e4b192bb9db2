#!/usr/bin/env node
/** The `multistage` command: its frame; every command is a file in commands/. */
import { Command } from "commander";
import { approve } from "./commands/approve";
import { audit } from "./commands/audit";
import { bootstrap } from "./commands/bootstrap";
import { connect } from "./commands/connect";
import { doctor } from "./commands/doctor";
import { history } from "./commands/history";
import { init } from "./commands/init";
import { local } from "./commands/local";
import { names } from "./commands/names";
import { packageCommand } from "./commands/package";
import { rehearse } from "./commands/rehearse";
import { reject } from "./commands/reject";
import { release } from "./commands/release";
import { repair } from "./commands/repair";
import { rollback } from "./commands/rollback";
import { status } from "./commands/status";
import { whose } from "./commands/whose";
import { ExitCode } from "./exit";
import { ownVersion } from "./version";

const program = new Command("multistage")
  .description("One web service in several stages on AWS: operate it, check it, rehearse it on this machine.")
  .version(ownVersion())
  .option("--json", "print one JSON value, for scripts, instead of text for people")
  .showHelpAfterError("(multistage --help lists the commands)")
  .exitOverride((error) => {
    // The parser's own complaints are refusals; help and version are none.
    process.exit(error.exitCode === 0 ? ExitCode.Ok : ExitCode.Refused);
  });
const aroundStacks = [init, bootstrap, rehearse, doctor, local, packageCommand, repair, names, whose, audit];
const onServices = [status, history, release, rollback, approve, reject, connect];
for (const file of [...aroundStacks, ...onServices]) file.define(program);

// Who reads the output may stop reading, as `head` does: that is no defect.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(process.exitCode ?? ExitCode.Failed);
});

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = ExitCode.Failed;
});
