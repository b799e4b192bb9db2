/** A small app to package, and wheels made here, so that these tests need the real pip but no network. */
import { createHash } from "node:crypto";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";

/** Files to write: path → text; a path that ends in `*` is executable. */
export type Files = Readonly<Record<string, string>>;

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    const to = join(folder, path.replace(/\*$/, ""));
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, text);
    await chmod(to, path.endsWith("*") ? 0o755 : 0o644);
  }
}

/** A wheel of the package `tiny` with this tag, which it says in `tiny/tag.txt`; returns its hash for a lock. */
export async function writeWheel(folder: string, tag: string): Promise<string> {
  const info = "tiny-1.0.dist-info";
  const files: Files = {
    "tiny/__init__.py": "greeting = 'hello'\n",
    "tiny/tag.txt": tag,
    [`${info}/METADATA`]: "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
    [`${info}/WHEEL`]: `Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: ${tag}\n`,
    [`${info}/entry_points.txt`]: "[console_scripts]\ntiny = tiny:main\n",
  };
  const record = [...Object.keys(files), `${info}/RECORD`].map((path) => `${path},,\n`).join("");
  const zip = new ZipFile();
  for (const [path, text] of Object.entries({ ...files, [`${info}/RECORD`]: record })) {
    zip.addBuffer(Buffer.from(text), path, { mtime: new Date(2000, 0, 1) });
  }
  zip.end();
  const bytes = await buffer(zip.outputStream);
  await writeFile(join(folder, `tiny-1.0-${tag}.whl`), bytes);
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** A lock of `tiny` with these hashes. */
export function lockOf(...hashes: readonly string[]): string {
  return `# made by hand\ntiny==1.0 \\\n${hashes.map((hash) => `    --hash=${hash}`).join(" \\\n")}\n`;
}

/** A `manage.py` whose collectstatic writes what it could import and see in its environment. */
export const managePy = `import os, sys
from tiny import greeting
assert sys.argv[1:] == ["collectstatic", "--noinput"], sys.argv
os.makedirs("staticfiles")
open("staticfiles/greeting.txt", "w").write(greeting)
open("staticfiles/environment.txt", "w").write(" ".join(sorted(os.environ)))
`;
