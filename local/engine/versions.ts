/** Which engines multistage works with, and which one it gets where there is none. Pure. */
import { coerce, gte, major } from "semver";

/** The oldest usable engine: the first that takes command-line options from the environment (pulumi/pulumi#20868). */
export const MINIMUM = "3.212.0";

/** The engine that is downloaded or built; go/go.mod requires the same one. */
export const VERSION = "3.259.0";

/** The number in what a tool prints (`v3.260.0-alpha.1`, `go version go1.26.8 linux/amd64`), or undefined. */
export function versionIn(text: string): string | undefined {
  return coerce(text)?.version;
}

/** Why an engine of this version cannot be used, completing "it is"; undefined where it can. */
export function unusable(version: string): string | undefined {
  if (!gte(version, MINIMUM)) return `older than ${MINIMUM}`;
  if (major(version) !== major(MINIMUM)) return `not a version ${major(MINIMUM)}`;
  return undefined;
}
