/**
 * Which plugins a program needs: those of every package below its folder, at any depth, whose package.json has a
 * `pulumi` section that asks for one. Policy packs have needs of their own and are passed over.
 */
import { existsSync, readdirSync, readFileSync, realpathSync, statSync, type Dirent } from "node:fs";
import { basename, join, resolve } from "node:path";
import proto from "@pulumi/pulumi/proto/language_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";

interface Parameterization {
  readonly name: string;
  readonly version: string;
  /** In base64. */
  readonly value: string;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly pulumi?: {
    readonly resource?: boolean;
    readonly name?: string;
    readonly version?: string;
    readonly server?: string;
    readonly parameterization?: Parameterization;
    readonly extensionParameterization?: Parameterization;
  };
}

export function requiredPackages(
  request: proto.GetRequiredPackagesRequest,
): proto.GetRequiredPackagesResponse {
  const response = new proto.GetRequiredPackagesResponse();
  const folder = resolve(request.getInfo()?.getProgramDirectory() ?? ".");
  for (const file of manifests(folder, false, new Set())) {
    const dependency = dependencyOf(readManifest(file));
    if (dependency !== undefined) response.addPackages(dependency);
  }
  return response;
}

/** The package.json files within any node_modules below the folder; each folder once, whatever links lead to it. */
function* manifests(folder: string, inModules: boolean, seen: Set<string>): Generator<string> {
  if (seen.has(folder)) return;
  seen.add(folder);
  const within = inModules || basename(folder) === "node_modules";
  for (const entry of entries(folder)) {
    const path = follow(join(folder, entry.name), entry);
    if (path === undefined) continue;
    if (path.isFolder) {
      if (!isPolicyPack(path.name)) yield* manifests(path.name, within, seen);
    } else if (inModules && entry.name === "package.json") yield path.name;
  }
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // what cannot be read needs no plugin that we could tell
  }
}

function follow(name: string, entry: Dirent): { name: string; isFolder: boolean } | undefined {
  if (!entry.isSymbolicLink()) return { name, isFolder: entry.isDirectory() };
  try {
    const real = realpathSync(name);
    return { name: real, isFolder: statSync(real).isDirectory() };
  } catch {
    return undefined; // a link to nowhere
  }
}

function isPolicyPack(folder: string): boolean {
  return ["json", "yaml", "yml"].some((extension) => existsSync(join(folder, `PulumiPolicy.${extension}`)));
}

function readManifest(file: string): Manifest | null {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Manifest | null;
  } catch {
    return null; // packages' tests contain broken ones
  }
}

function dependencyOf(manifest: Manifest | null): plugin.PackageDependency | undefined {
  if (manifest?.pulumi?.resource !== true) return undefined;
  const { pulumi } = manifest;
  const name = pulumi.name ?? officialName(manifest.name);
  const version = pulumi.version ?? manifest.version;
  if (name === undefined || version === undefined) return undefined;
  const dependency = new plugin.PackageDependency();
  dependency.setKind("resource");
  dependency.setName(name);
  dependency.setVersion(version.startsWith("v") ? version : `v${version}`);
  dependency.setServer(pulumi.server ?? "");
  dependency.setParameterization(parameterization(pulumi.parameterization));
  dependency.setExtension$(parameterization(pulumi.extensionParameterization));
  return dependency;
}

/** Only packages of Pulumi's own may leave their plugin's name to be guessed. */
function officialName(name = ""): string | undefined {
  return name.startsWith("@pulumi/") ? name.slice("@pulumi/".length) : undefined;
}

function parameterization(given: Parameterization | undefined): plugin.PackageParameterization | undefined {
  if (given === undefined) return undefined;
  const message = new plugin.PackageParameterization();
  message.setName(given.name);
  message.setVersion(given.version);
  message.setValue(given.value);
  return message;
}
