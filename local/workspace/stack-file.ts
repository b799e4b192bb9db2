/**
 * From a stack's committed settings to the ones a local run uses: the same configuration, but encrypted with the
 * local passphrase, because the real key is not ours to use here. Pure.
 */
import { parse, stringify } from "yaml";

interface StackFile {
  secretsprovider?: string;
  encryptedkey?: string;
  encryptionsalt?: string;
  config?: Record<string, unknown>;
}

export interface LocalStackFile {
  readonly text: string;
  /** The secrets that have no local value yet, as paths `pulumi config set --path` takes. */
  readonly missingSecrets: readonly string[];
}

type Path = readonly (string | number)[];

export const SERVICES = "multistage:services";
const SECRETS = "multistage:secrets";

/**
 * The local settings; `before` are those of an earlier local run, whose secrets are kept, `services` what the stack
 * runs, where other files say some of it.
 */
export function localStackFile(
  committed: string,
  before: string | undefined,
  services?: unknown,
): LocalStackFile {
  const file = (parse(committed) ?? {}) as StackFile;
  const earlier = (before === undefined ? {} : (parse(before) ?? {})) as StackFile;
  // Without a salt of its own it was not encrypted with the local passphrase.
  const old = earlier.encryptionsalt === undefined ? {} : earlier;
  const config = structuredClone(file.config ?? {});
  const wanted = [...securePaths(config, []), ...declaredSecrets(config, services ?? config[SERVICES])];
  const missing: Path[] = [];
  for (const path of wanted) {
    const kept = valueAt(old.config, path);
    if (isSecure(kept)) setAt(config, path, kept);
    else {
      removeAt(config, path);
      missing.push(path);
    }
  }
  const text = stringify({
    ...(old.encryptionsalt === undefined ? {} : { encryptionsalt: old.encryptionsalt }),
    config,
  });
  return { text, missingSecrets: missing.map(pathText) };
}

/** Where encrypted values stand, at any depth. */
function securePaths(value: unknown, path: Path): Path[] {
  if (isSecure(value)) return [path];
  if (Array.isArray(value)) return value.flatMap((entry, index) => securePaths(entry, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => securePaths(entry, [...path, key]));
}

/** The secrets that services name; a fresh checkout has no values for them. */
function declaredSecrets(config: Record<string, unknown>, services: unknown): Path[] {
  const all: unknown[] = Array.isArray(services) ? services : [];
  return all.flatMap((service) => {
    const { name, secrets } = (service ?? {}) as { name?: unknown; secrets?: unknown };
    if (typeof name !== "string" || !Array.isArray(secrets)) return [];
    const paths = secrets.map((variable): Path => [SECRETS, name, String(variable)]);
    return paths.filter((path) => canBeGiven(config, path));
  });
}

/** Whether nothing stands there, and nothing else stands in the way. */
function canBeGiven(config: Record<string, unknown>, path: Path): boolean {
  const owners = path.slice(1).map((_, index) => valueAt(config, path.slice(0, index + 1)) ?? {});
  const free = owners.every(
    (owner) => typeof owner === "object" && !Array.isArray(owner) && !isSecure(owner),
  );
  return free && valueAt(config, path) === undefined;
}

function isSecure(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).join() === "secure";
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    root,
  );
}

function setAt(root: Record<string, unknown>, path: Path, value: unknown): void {
  let owner = root;
  for (const step of path.slice(0, -1)) owner = (owner[step] ??= {}) as Record<string, unknown>;
  const last = path.at(-1);
  if (last !== undefined) owner[last] = value;
}

function removeAt(root: Record<string, unknown>, path: Path): void {
  const owner = valueAt(root, path.slice(0, -1));
  const last = path.at(-1);
  if (typeof owner === "object" && owner !== null && last !== undefined) Reflect.deleteProperty(owner, last);
}

/** `multistage:secrets.guestbook.SECRET_KEY`; a step the engine could misread is quoted. */
function pathText([key = "", ...steps]: Path): string {
  const rest = steps.map((step) => {
    if (typeof step === "number") return `[${step}]`;
    return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `["${step.replaceAll('"', '\\"')}"]`;
  });
  return String(key) + rest.join("");
}
