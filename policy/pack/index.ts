/**
 * The policy pack: what `--policy-pack dist/policy` starts. It is kept quick to start, since every preview and every
 * update starts it anew: compiled JavaScript, and nothing of @pulumi/aws or of Pulumi but its messages.
 */
import { serveLocally } from "../../wire/serve-locally";
import { configured } from "../configuration/file";
import { rules } from "../registry";
import { handlers, service } from "./analyzer";
import { projectFile } from "./project-file";
import { REPORT_VARIABLE, ReportFile } from "./report-file";
import { renderFor } from "./report-format";
import { Session } from "./session";

/** Put in by scripts/build.mjs. */
declare const PACKAGE_VERSION: string;

async function start(): Promise<void> {
  const session = new Session(rules, configured(rules, process.env), () =>
    new Date().toISOString().slice(0, 10),
  );
  const report = reportFile();
  const { port } = await serveLocally(
    service,
    handlers({ name: "multistage", version: PACKAGE_VERSION }, session, report),
  );
  console.log(String(port)); // the engine reads it
}

function reportFile(): ReportFile | undefined {
  const path = process.env[REPORT_VARIABLE];
  if (path === undefined) return undefined;
  const place = projectFile(process.cwd());
  const file = new ReportFile(path, renderFor(path, { version: PACKAGE_VERSION, rules, place }));
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => {
      file.flush();
      process.kill(process.pid, signal);
    });
  return file;
}

start().catch((error: unknown) => {
  // Without its rules a pack would let everything pass.
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
