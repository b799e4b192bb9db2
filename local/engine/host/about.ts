/** What `pulumi about` asks: the Node.js that runs programs, the package manager, the program's packages. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import proto from "@pulumi/pulumi/proto/language_pb";
import { packageManager } from "./package-manager";
import { runtimeOptions } from "./runtime-options";

const DEADLINE_MS = 10_000;

export async function about(request: proto.AboutRequest): Promise<proto.AboutResponse> {
  const folder = request.getInfo()?.getProgramDirectory() ?? ".";
  const manager = packageManager(folder, runtimeOptions(request.getInfo()).packageManager);
  const response = new proto.AboutResponse();
  response.setExecutable(process.execPath);
  response.setVersion(process.version);
  response.getMetadataMap().set("packagemanager", manager);
  try {
    const { stdout } = await promisify(execFile)(manager, ["--version"], {
      cwd: folder,
      timeout: DEADLINE_MS,
    });
    response.getMetadataMap().set("packagemanagerVersion", stdout.trim());
  } catch {
    // Told without its version.
  }
  return response;
}

interface Lock {
  readonly packages?: Record<
    string,
    { version?: string; dependencies?: Record<string, string>; devDependencies?: Record<string, string> }
  >;
}

/**
 * The packages as npm has locked them, the direct ones or all.
 *
 * @throws Error where there is no package-lock.json: other package managers' locks are not read
 */
export function programDependencies(
  request: proto.GetProgramDependenciesRequest,
): proto.GetProgramDependenciesResponse {
  const { packages = {} } = JSON.parse(
    readFileSync(lockFile(request.getInfo()?.getProgramDirectory() ?? "."), "utf8"),
  ) as Lock;
  const own = packages[""];
  const direct = new Set(Object.keys({ ...own?.dependencies, ...own?.devDependencies }));
  const response = new proto.GetProgramDependenciesResponse();
  for (const [path, { version = "" }] of Object.entries(packages)) {
    const name = path.slice(path.lastIndexOf(MODULES) + MODULES.length);
    const wanted = request.getTransitivedependencies() || (path === MODULES + name && direct.has(name));
    if (!path.includes(MODULES) || !wanted) continue;
    const dependency = new proto.DependencyInfo();
    dependency.setName(name);
    dependency.setVersion(version);
    response.addDependencies(dependency);
  }
  return response;
}

const MODULES = "node_modules/";

function lockFile(folder: string): string {
  const file = join(folder, "package-lock.json");
  if (existsSync(file)) return file;
  if (folder === dirname(folder)) throw new Error("there is no package-lock.json; other locks are not read");
  return lockFile(dirname(folder));
}
