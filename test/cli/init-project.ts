/** A new project for tests: flags that are taken, and what lies in a folder. */
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

export const flags = {
  project: "shop",
  stages: "dev,prod",
  region: "ap-northeast-2",
  service: "web",
  kind: "blueGreen",
  owner: "platform",
  "cost-center": "0012",
  ci: "none",
};

/** `init` with these flags, some of them otherwise. */
export function initWith(changes: Readonly<Record<string, string>> = {}): string[] {
  const given = Object.entries({ ...flags, ...changes });
  return ["init", ...given.flatMap(([flag, value]) => [`--${flag}`, value])];
}

/** Every file in the folder, with its path from there. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
