/** What makes a requirements file a lock: every requirement carries the hashes of its files. Pure. */
import type { Problem } from "../refusal/refusal";

/** The lock's name in the app's folder. */
export const lockName = "requirements.lock";

/** What is wrong with a lock's text; `undefined` stands for a missing file. */
export function lockProblems(text: string | undefined): Problem[] {
  const remedy =
    "make it with `pip-compile --generate-hashes --output-file=requirements.lock requirements.in` (pip-tools)";
  if (text === undefined) {
    return [{ property: lockName, rule: "a file in the app's folder", got: "nothing", remedy }];
  }
  const unhashed = lockLines(text).filter((line) => !line.startsWith("-") && !line.includes("--hash="));
  if (unhashed.length === 0) return [];
  const [first = "", ...others] = unhashed;
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return [{ property: lockName, rule: "hashed throughout", got: `no hash for ${first}${more}`, remedy }];
}

/** The requirements and options of a lock, one each: continued lines joined, comments left out. */
export function lockLines(text: string): string[] {
  return text
    .replace(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, "").trim())
    .filter((line) => line !== "");
}
