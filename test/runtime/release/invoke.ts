/**
 * Calls a function as Lambda does: its built bundle, alone in a folder, in a process of its own, with the event as its
 * argument.
 */
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { releaseVariables } from "../../../naming/release-environment";
import { runChild } from "../../../processes/run-child";
import { ROOT } from "../../helpers/command-line";
import { temporaryFolder } from "../../helpers/temporary-folder";

export interface Invocation {
  /** 0 where the handler came to its end, 1 where it threw. */
  readonly status: number | string;
  /** What it answered; undefined where it threw. */
  readonly value: unknown;
  /** What it logged, a line each. */
  readonly log: readonly Readonly<Record<string, unknown>>[];
  /** Everything it wrote, on either stream. */
  readonly written: string;
}

const CALL = `
  const { writeFileSync } = require("node:fs");
  const [, bundle, event, answer] = process.argv;
  require(bundle)
    .handler(JSON.parse(event))
    .then((value) => {
      writeFileSync(answer, JSON.stringify(value ?? null));
    })
    .catch((error) => {
      console.error(error.name + ": " + error.message);
      process.exitCode = 1;
    });
`;

/** @param env - variables beside those of the stage; `undefined` takes one away */
export async function invoke(
  name: string,
  event: unknown,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Invocation> {
  // With nothing beside it: what it would need of the project's packages is not there.
  const folder = temporaryFolder();
  const bundle = join(folder, "index.js");
  const answer = join(folder, "answer.json");
  copyFileSync(join(ROOT, "dist/runtime/release", name, "index.js"), bundle);
  let written = "";
  const args = ["-e", CALL, bundle, JSON.stringify(event), answer];
  const { status, output } = await runChild(process.execPath, args, {
    env: {
      ...releaseVariables({ project: "shop", stage: "dev" }),
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: "dummy",
      AWS_SECRET_ACCESS_KEY: "dummy",
      // Nobody listens there.
      AWS_ENDPOINT_URL: "http://127.0.0.1:9",
      // Lambda runs a newer Node.js than these tests may.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...env,
    },
    deadlineSeconds: 30,
    onText: (text) => {
      written += text;
    },
  });
  const lines = output.split("\n").filter((line) => line !== "");
  return {
    status,
    value: existsSync(answer) ? (JSON.parse(readFileSync(answer, "utf8")) as unknown) : undefined,
    log: lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    written,
  };
}
