/** A new project's package.json. Pure. */
import { shown, type Problem } from "../../refusal/refusal";
import type { Answers } from "./answers";

export const MANIFEST = "package.json";

/** What is known of package.json. */
export interface Manifest {
  readonly name?: string;
  readonly type?: string;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The folder of the compiled policy pack, from the project's root. */
export const POLICY_PACK = "node_modules/multistage/dist/policy/multistage-policy";

const SCRIPTS = { rehearse: "multistage rehearse", preview: `pulumi preview --policy-pack ${POLICY_PACK}` };

/** Their install scripts fetch what a project does not need; npm asks about each that is not named. */
const INSTALL_SCRIPTS = ["@pulumi/docker", "@pulumi/docker-build", "multistage", "protobufjs"];

/**
 * The text of package.json. What one that is there says stays as it is.
 *
 * @param own this package's own: its version, and the versions of Pulumi it has
 */
export function manifestText(
  { project }: Answers,
  own: Manifest & { readonly version: string },
  present: Manifest = {},
): string {
  const pulumi = Object.entries(own.dependencies ?? {}).filter(([name]) => USED.includes(name));
  const listed = { multistage: own.version, ...Object.fromEntries(pulumi) };
  const missing = Object.entries(listed).filter(([name]) => present.devDependencies?.[name] === undefined);
  const allowed = Object.fromEntries(INSTALL_SCRIPTS.map((name) => [name, false]));
  const manifest = {
    name: project,
    private: true,
    engines: { node: ">=20" },
    allowScripts: allowed,
    ...present,
    scripts: { ...SCRIPTS, ...present.scripts },
    dependencies: { ...Object.fromEntries(missing), ...present.dependencies },
  };
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

/** What a project's own program uses, too: in the very versions of this package, so that there is one copy of each. */
const USED = ["@pulumi/aws", "@pulumi/pulumi"];

/** Why a package.json that is there does not do. */
export function manifestProblems(manifest: Manifest): Problem[] {
  const { type } = manifest;
  const parts = (["scripts", "dependencies", "devDependencies"] as const).filter((part) => {
    const value: unknown = manifest[part];
    return value !== undefined && (typeof value !== "object" || value === null || Array.isArray(value));
  });
  if (parts.length > 0)
    return parts.map((part) => ({
      property: `package.json: ${part}`,
      rule: "an object",
      got: shown(manifest[part]),
      remedy: "mend it, or begin in an empty folder",
    }));
  if (type !== "module") return [];
  const rule = "commonjs, or left out, as index.js requires the program";
  return [{ property: "package.json: type", rule, got: shown(type), remedy: "begin in an empty folder" }];
}

/** Whether it is that of a folder into which multistage was installed to begin a project. */
export function installsMultistage({ dependencies, devDependencies }: Manifest): boolean {
  return { ...dependencies, ...devDependencies }["multistage"] !== undefined;
}
