/** Settings that stand in files of their own, read in their place. Pure but for the reader that it is handed. */
import { Refusal, type Problem } from "../../refusal/refusal";
import { settingProblems, type Setting } from "./setting";

/**
 * Reads a file that a setting names: its text, and how problems are to call it.
 * @throws Refusal when it cannot be read
 */
export type ReadFile = (path: string) => { readonly file: string; readonly text: string };

/** What was given, with files' texts in the place of their paths, and what is wrong with it beyond the schemas. */
export interface Read<Given> {
  readonly settings: Given;
  readonly problems: readonly Problem[];
}

/** @param path - where the settings stand */
export function fromFiles<Given extends Readonly<Record<string, unknown>>>(
  settings: Readonly<Record<string, Setting<unknown>>>,
  given: Given,
  path: string,
  read: ReadFile,
): Read<Given> {
  const problems: Problem[] = [];
  const own: Record<string, unknown> = {};
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const setting = settings[name];
    if (setting?.isFile !== true || !isPath(value)) {
      own[name] = value;
      continue;
    }
    const where = `${path}.${name}`;
    try {
      const { file, text } = read(value);
      texts[name] = text;
      problems.push(...(setting.problems?.(text, `${where}: ${file}`) ?? []));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      problems.push(...error.problems.map((one) => ({ ...one, property: `${where}: ${one.property}` })));
    }
  }
  return {
    settings: { ...given, ...texts },
    problems: [...settingProblems(settings, own, path), ...problems],
  };
}

/** No path begins like a JSON object. */
function isPath(value: unknown): value is string {
  return typeof value === "string" && !value.trimStart().startsWith("{");
}
