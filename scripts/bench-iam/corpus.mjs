/** The corpus of test/cases/iam as the tools get it. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const FOLDER = resolve("test", "cases", "iam");

/** Each document with its id `<group>/<name>`, its JSON text, and how many statements that has. */
export function readCorpus() {
  return readdirSync(FOLDER, { recursive: true })
    .filter((path) => path.endsWith(".json"))
    .sort()
    .map((path) => {
      const { document, text, ...told } = JSON.parse(readFileSync(join(FOLDER, path), "utf8"));
      const written = text ?? JSON.stringify(document, undefined, 2);
      return { id: path.slice(0, -".json".length), text: written, sids: sidsOf(written), ...told };
    });
}

/** The Sid of each statement, undefined where it has none; empty where the text is no policy. */
function sidsOf(text) {
  try {
    const { Statement: statement = [] } = JSON.parse(text);
    return [statement].flat().map((one) => one?.Sid);
  } catch {
    return [];
  }
}
