/** The example service a new project begins with: a copy of one that comes with this package. */
import { readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { packageRoot } from "../../local/package-root";
import type { Kind } from "./answers";
import type { ProjectFile } from "./project-files";

/** Where the services of a project lie. */
export const SERVICES_FOLDER = "services";

const EXAMPLES: Readonly<Record<Kind, string>> = { serverless: "django", blueGreen: "ec2-web" };

/** What running an example leaves behind. */
const LEFT_BEHIND = /(^|\/)(__pycache__|staticfiles|\.venv|\.gitignore)(\/|$)/;

export function exampleFiles(kind: Kind, service: string): ProjectFile[] {
  const folder = join(packageRoot(), "examples", EXAMPLES[kind]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => !LEFT_BEHIND.test(relative(folder, file)))
    .map((file) => ({
      path: join(SERVICES_FOLDER, service, relative(folder, file)),
      from: file,
      executable: (statSync(file).mode & 0o100) !== 0,
    }));
}
