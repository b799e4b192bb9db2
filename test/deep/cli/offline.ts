/** Plain `pulumi` commands as the README has them, cut off from every network. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run } from "../../helpers/command-line";

/** Whether this machine lets us have a network of our own, with nothing in it but loopback. */
function canUnshare(): boolean {
  try {
    execFileSync("unshare", ["-rn", "ip", "link", "set", "lo", "up"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Runs a shell script, cut off from every network but loopback where the machine allows it. */
export function offline(script: string, project: string, env = process.env): ReturnType<typeof run> {
  if (!canUnshare()) return run("bash", ["-euc", script], { project, env });
  return run("unshare", ["-rn", "bash", "-euc", `ip link set lo up\n${script}`], { project, env });
}

/** The commands that the README shows first under a heading. */
export function shownUnder(heading: string): string {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  return readme.split(`\n## ${heading}\n`)[1]?.split("```sh\n")[1]?.split("```")[0] ?? "";
}

/** `npx multistage` needs a package around it; in a project of a test's own the compiled command is called itself. */
export function withCompiled(script: string): string {
  return script.replaceAll("npx multistage", `node ${join(ROOT, "dist/cli/main.js")}`);
}
