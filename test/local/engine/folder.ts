/** Folders of files for tests. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot } from "../../../local/package-root";
import { temporaryFolder } from "../../helpers/temporary-folder";

/** A folder with these files, and the SDK to be found from it unless it is to be missing. */
export function folderOf(files: Record<string, string>, { sdk = true } = {}): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  if (sdk) {
    mkdirSync(join(folder, "node_modules", "@pulumi"), { recursive: true });
    const real = join(packageRoot(), "node_modules", "@pulumi", "pulumi");
    symlinkSync(real, join(folder, "node_modules", "@pulumi", "pulumi"));
  }
  return folder;
}
