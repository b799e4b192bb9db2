/** The package manager of a program's folder, and `pulumi install` by it. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import proto from "@pulumi/pulumi/proto/language_pb";
import { endOf, type Children } from "./children";
import { runtimeOptions, type PackageManager } from "./runtime-options";
import { relay, type OutputStream } from "./wire";

const LOCK_FILES = [
  ["yarn", "yarn.lock"],
  ["pnpm", "pnpm-lock.yaml"],
  ["bun", "bun.lock"],
  ["bun", "bun.lockb"],
] as const;

/** The one that is asked for, else the one whose lock file is there, else npm. */
export function packageManager(folder: string, asked: PackageManager): Exclude<PackageManager, "auto"> {
  if (asked !== "auto") return asked;
  return LOCK_FILES.find(([, file]) => existsSync(join(folder, file)))?.[0] ?? "npm";
}

export async function installDependencies(
  request: proto.InstallDependenciesRequest,
  children: Children,
  stream: OutputStream<proto.InstallDependenciesResponse>,
): Promise<void> {
  const folder = request.getInfo()?.getProgramDirectory() ?? request.getDirectory();
  const manager = packageManager(folder, runtimeOptions(request.getInfo()).packageManager);
  const args = ["install", ...(manager === "npm" ? ["--loglevel=error"] : [])];
  const child = children.start(manager, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  stream.cancelled.addEventListener("abort", () => void children.end([child]));
  relay(child, stream, (chunk, from) => {
    const response = new proto.InstallDependenciesResponse();
    if (from === "stdout") response.setStdout(chunk);
    else response.setStderr(chunk);
    return response;
  });
  const end = await endOf(child);
  if (end !== 0) throw new Error(`${manager} ${args.join(" ")} ended with ${end}`);
}
