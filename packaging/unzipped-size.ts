/** Lambda's limit on what a function's package may hold once unpacked. Pure. */
import type { Problem } from "../refusal/refusal";

/**
 * Bytes that a function's code and its layers may have together when unpacked, and no account can have more
 * (docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html). Layers are not known here: the package alone is held
 * to it.
 */
export const unzippedLimitBytes = 262_144_000;

/** A file as it counts: its path with forward slashes, its size in bytes. */
export interface Sized {
  readonly path: string;
  readonly bytes: number;
}

/** The sizes of files added up, in bytes. */
export function totalBytes(files: readonly Sized[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** What is wrong with the size of these files together; names the three largest top-level folders or files. */
export function sizeProblems(files: readonly Sized[]): Problem[] {
  const total = totalBytes(files);
  if (total <= unzippedLimitBytes) return [];
  const byTop = new Map<string, number>();
  for (const { path, bytes } of files) {
    const top = path.split("/", 1)[0] ?? path;
    byTop.set(top, (byTop.get(top) ?? 0) + bytes);
  }
  const largest = [...byTop].sort((a, b) => b[1] - a[1]).slice(0, 3);
  return [
    {
      property: "unzipped size",
      rule: `at most ${unzippedLimitBytes} bytes, Lambda's limit for a zip`,
      got: `${total} bytes`,
      remedy: `leave out what the service does not need (largest: ${largest.map(([top, bytes]) => `${top} ${bytes}`).join(", ")}), or use a container image`,
    },
  ];
}
