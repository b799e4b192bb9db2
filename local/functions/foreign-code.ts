/** Native code in a package that this machine cannot load: packages are made for the function's processor and Python. */
import { open, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { runChild } from "../../processes/run-child";

/** The processor an ELF file is for, by the number in its head. */
const PROCESSORS: Readonly<Record<number, string>> = { 0x3e: "x64", 0xb7: "arm64" };
const HEAD_BYTES = 20;
const SHOWN = 3;
const ASK_SECONDS = 10;

interface Native {
  readonly path: string;
  /** As Node.js names it. */
  readonly processor: string;
  /** `3.13`; undefined where it fits any. */
  readonly python: string | undefined;
}

/**
 * What cannot be loaded here, in one line for people; undefined where all can.
 *
 * @param folder - of the unpacked code
 * @param python - this machine's, asked for its version where that matters
 */
export async function foreignCode(folder: string, python: string, path: string): Promise<string | undefined> {
  const native = await nativeCode(folder);
  const asked = native.some((one) => one.python !== undefined);
  const version = asked ? await versionOf(python, path) : undefined;
  const foreign = native.filter(
    (one) =>
      process.platform !== "linux" ||
      one.processor !== process.arch ||
      (one.python !== undefined && version !== undefined && one.python !== version),
  );
  const [first] = foreign;
  if (first === undefined) return undefined;
  const shown = foreign.slice(0, SHOWN).map((one) => one.path);
  const more = foreign.length > SHOWN ? ` and ${foreign.length - SHOWN} more` : "";
  const made = told("linux", first.processor, first.python);
  const here = told(process.platform, process.arch, version);
  return `This package was made for ${made}; here is ${here}, where its native code cannot be loaded: ${shown.join(", ")}${more}`;
}

function told(system: string, processor: string, python: string | undefined): string {
  return [system, processor, ...(python === undefined ? [] : [`Python ${python}`])].join(" ");
}

async function nativeCode(folder: string): Promise<Native[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const libraries = entries.filter((entry) => entry.isFile() && /\.(so|node)(\.[\d.]+)?$/.test(entry.name));
  const found = await Promise.all(
    libraries.map(async ({ parentPath, name }): Promise<Native[]> => {
      const file = join(parentPath, name);
      const processor = await processorOf(file);
      const [, major, minor] = /\.cpython-(\d)(\d+)-/.exec(name) ?? [];
      const version = minor === undefined ? undefined : `${major}.${minor}`;
      return processor === undefined ? [] : [{ path: relative(folder, file), processor, python: version }];
    }),
  );
  return found.flat().sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Undefined for what is no ELF file. */
async function processorOf(file: string): Promise<string | undefined> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    if (bytesRead < HEAD_BYTES || buffer.toString("latin1", 0, 4) !== "\x7fELF") return undefined;
    const number = buffer.readUInt16LE(18);
    return PROCESSORS[number] ?? `processor ${number}`;
  } finally {
    await handle.close();
  }
}

async function versionOf(python: string, path: string): Promise<string | undefined> {
  const program = "import sys; print('%d.%d' % sys.version_info[:2])";
  const options = { env: { PATH: path }, deadlineSeconds: ASK_SECONDS, graceSeconds: 0 };
  try {
    const { status, output } = await runChild(python, ["-c", program], options);
    return status === 0 ? output.trim() : undefined;
  } catch {
    return undefined;
  }
}
