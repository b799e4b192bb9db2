/** What the machine has and lacks for multistage, each lack with the command that mends it. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { writableCache } from "../../local/engine/cache-folder";
import { surveyEngines } from "../../local/engine/engine";
import { versionOf } from "../../local/package-root";
import type { Session } from "../command";
import { Failure } from "../exit";
import type { Finding } from "./finding";
import { stackFindings, type StackOptions } from "./stack-findings";

const PROBE_SECONDS = 10;

/**
 * Prints every finding.
 *
 * @throws Failure when something that is needed is missing; Refusal as `stackFindings` throws it
 */
export async function examine(session: Session, options: StackOptions): Promise<void> {
  const { output, project } = session;
  const findings: Finding[] = [
    nodeFinding(),
    ...packageFindings(),
    ...(await engineFindings()),
    await programFinding(
      "python3",
      ["--version"],
      "packages Python apps",
      "apt-get install python3 python3-pip",
    ),
    cacheFinding(),
    projectFinding(project),
  ];
  // Without these a stack cannot be looked at.
  if (findings.every(({ ok }) => ok)) findings.push(...(await stackFindings(session, options)));
  const { green, red, dim } = output.colours;
  for (const { what, ok, detail, remedy } of findings) {
    const mark = !ok ? red("✗") : remedy === undefined ? green("✓") : dim("–");
    output.line(`${mark} ${what}: ${detail}`);
    if (remedy !== undefined) output.line(dim(`    to get it: ${remedy}`));
  }
  output.result({ ok: findings.every((finding) => finding.ok), findings });
  const missing = findings.filter((finding) => !finding.ok).map((finding) => finding.what);
  if (missing.length > 0) throw new Failure(`missing or not usable: ${missing.join(", ")}`);
}

function nodeFinding(): Finding {
  const major = Number(process.versions.node.split(".")[0]);
  const ok = major >= 20;
  return {
    what: "Node.js",
    ok,
    detail: process.version,
    remedy: ok ? undefined : "install Node.js 20 or newer",
  };
}

function packageFindings(): Finding[] {
  return ["@pulumi/pulumi", "@pulumi/aws", "@pulumi/awsx"].map((name) => {
    try {
      return { what: name, ok: true, detail: versionOf(name) };
    } catch {
      return { what: name, ok: false, detail: "not installed", remedy: "npm ci" };
    }
  });
}

/** The ways to an engine in the order they are tried: the first usable one is used. */
async function engineFindings(): Promise<Finding[]> {
  const survey = await surveyEngines(process.env);
  const used = survey.find(({ source, usable }) => usable && source !== "go");
  const canGet = used !== undefined || survey.some(({ source, usable }) => usable && source === "go");
  return survey.map((way) => {
    const what = `Pulumi engine, ${WAYS[way.source]}`;
    if (!way.usable) return { what, ok: canGet, detail: way.why, remedy: way.remedy };
    const rank =
      way === used
        ? "used"
        : way.source === "go"
          ? "builds one when none is there"
          : "not used: an earlier way works";
    return { what, ok: true, detail: `${way.version} (${way.path}), ${rank}` };
  });
}

const WAYS = { path: "on PATH", download: "downloaded", built: "built", go: "Go to build it" } as const;

async function programFinding(
  program: string,
  args: string[],
  use: string,
  remedy: string,
): Promise<Finding> {
  try {
    const { stdout } = await promisify(execFile)(program, args, { timeout: PROBE_SECONDS * 1000 });
    return { what: program, ok: true, detail: `${stdout.trim()}, ${use}` };
  } catch {
    return { what: program, ok: false, detail: `not found, ${use}`, remedy };
  }
}

function cacheFinding(): Finding {
  try {
    return { what: "cache folder", ok: true, detail: writableCache(process.env, "engine") };
  } catch (error) {
    return {
      what: "cache folder",
      ok: false,
      detail: error instanceof Error ? error.message : String(error),
    };
  }
}

function projectFinding(project: string): Finding {
  const found = existsSync(join(project, "Pulumi.yaml"));
  if (found) return { what: "project", ok: true, detail: project };
  const remedy = "change to the folder of the Pulumi project";
  return { what: "project", ok: false, detail: `no Pulumi.yaml in ${project}`, remedy };
}
