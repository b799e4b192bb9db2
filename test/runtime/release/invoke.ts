/**
 * Calls a function as Lambda does: its built bundle, alone in a folder, in a process of its own, with the event as its
 * argument.
 */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "../../../processes/run-child";
import { ROOT } from "../../helpers/command-line";
import { temporaryFolder } from "../../helpers/temporary-folder";

export interface Invocation {
  /** 0 where the handler came to its end, 1 where it threw. */
  readonly status: number | string;
  /** What it logged, a line each. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** Everything it wrote, on either stream. */
  readonly written: string;
}

const CALL = `
  require(process.argv[1])
    .handler(JSON.parse(process.argv[2]))
    .catch((error) => {
      console.error(error.name + ": " + error.message);
      process.exitCode = 1;
    });
`;

export async function invoke(
  name: string,
  event: unknown,
  endpoint = "http://127.0.0.1:9",
): Promise<Invocation> {
  // With nothing beside it: what it would need of the project's packages is not there.
  const bundle = join(temporaryFolder(), "index.js");
  copyFileSync(join(ROOT, "dist/runtime/release", name, "index.js"), bundle);
  let written = "";
  const { status, output } = await runChild(process.execPath, ["-e", CALL, bundle, JSON.stringify(event)], {
    env: {
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "dummy",
      AWS_SECRET_ACCESS_KEY: "dummy",
      AWS_MAX_ATTEMPTS: "1",
      AWS_ENDPOINT_URL_CODEPIPELINE: endpoint,
      // Lambda runs a newer Node.js than these tests may.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
    deadlineSeconds: 30,
    onText: (text) => {
      written += text;
    },
  });
  const lines = output.split("\n").filter((line) => line !== "");
  return { status, log: lines.map((line) => JSON.parse(line) as Record<string, unknown>), written };
}
