/**
 * The local awsx as a plugin: prints its port (on 127.0.0.1), as plugins do, and ends when the engine does, which
 * holds the other end of its standard input. Its argument is the engine's address.
 */
import "../../startup/light-pulumi.js";
import { main } from "@pulumi/pulumi/provider";
import { awsxProvider } from "./provider";

// The SDK keeps a stack trace for every input of every child, which costs tenths of a second; a refusal needs none.
Error.stackTraceLimit = 0;

process.stdin.once("close", () => process.exit(0)).resume();

main(awsxProvider, process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
