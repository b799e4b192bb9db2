/**
 * The policy pack: what `--policy-pack dist/policy` starts. It is kept quick to start, since every preview and every
 * update starts it anew: compiled JavaScript, and nothing of @pulumi/aws or of Pulumi but its messages.
 */
import { existsSync, readFileSync } from "node:fs";
import { serveLocally } from "../../wire/serve-locally";
import { configurationFrom } from "../configuration/parse";
import { unconfigured, type Configuration } from "../configuration/configuration";
import { rules } from "../registry";
import { handlers, service } from "./analyzer";
import { Session } from "./session";

/** Put in by scripts/build.mjs. */
declare const PACKAGE_VERSION: string;

/** Where the configuration stands, unless the variable MULTISTAGE_POLICY names another file. */
const FILE = "multistage-policy.yaml";

function configuration(): Configuration {
  const named = process.env["MULTISTAGE_POLICY"];
  const file = named ?? FILE;
  if (named === undefined && !existsSync(file)) return unconfigured(rules);
  return configurationFrom(readFileSync(file, "utf8"), file, rules);
}

async function start(): Promise<void> {
  const session = new Session(rules, configuration(), () => new Date().toISOString().slice(0, 10));
  const { port } = await serveLocally(
    service,
    handlers({ name: "multistage", version: PACKAGE_VERSION }, session),
  );
  console.log(String(port)); // the engine reads it
}

start().catch((error: unknown) => {
  // Without its rules a pack would let everything pass.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
