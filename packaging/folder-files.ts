/** The files below a folder, in one order on every machine. */
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { Refusal } from "../refusal/refusal";

/** A file as it goes into a package. */
export interface PackagedFile {
  /** Its path in the package, with forward slashes. */
  readonly path: string;
  /** Where its bytes are now. */
  readonly from: string;
  /** Its size. */
  readonly bytes: number;
  /** Whether its owner may execute it. */
  readonly executable: boolean;
}

/** Says of a folder or file whether to pass it over; of a folder also by the names in it. */
export type PassOver = (
  entry: { readonly path: string; readonly name: string } & (
    { readonly kind: "file" } | { readonly kind: "folder"; readonly names: readonly string[] }
  ),
) => boolean;

/**
 * Every file below a folder, sorted by path. A symbolic link to a file inside the folder counts as that file. Throws a
 * Refusal that names everything a package cannot hold: other links, sockets, pipes.
 */
export async function filesBelow(
  root: string,
  passOver: PassOver = () => false,
): Promise<readonly PackagedFile[]> {
  const real = await realpath(root);
  const files: PackagedFile[] = [];
  const unfit: string[] = [];

  const visit = async (folder: string): Promise<void> => {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const { name } = entry;
      const path = folder === "" ? name : `${folder}/${name}`;
      const from = join(root, path);
      if (entry.isDirectory()) {
        if (!passOver({ kind: "folder", path, name, names: await readdir(from) })) await visit(path);
        continue;
      }
      if (passOver({ kind: "file", path, name })) continue;
      if (!entry.isFile() && !(await isLinkWithin(real, from))) {
        unfit.push(path);
        continue;
      }
      const { size, mode } = await stat(from);
      files.push({ path, from, bytes: size, executable: (mode & 0o100) !== 0 });
    }
  };
  await visit("");

  if (unfit.length > 0) {
    throw new Refusal(
      ...unfit.map((path) => ({
        property: path,
        rule: "a file or a link to a file in the same folder",
        got: "something a package cannot hold",
        remedy: "put the file itself there, or remove it",
      })),
    );
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether this is a link to a file that lies inside the folder `root` (a real path). */
async function isLinkWithin(root: string, path: string): Promise<boolean> {
  try {
    const target = await realpath(path);
    return target.startsWith(root + sep) && (await stat(target)).isFile();
  } catch {
    return false;
  }
}
