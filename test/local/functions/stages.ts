/** For the tests of the calling `describe`: stages that end with the test that has them. */
import { stage, versionOf, zipOf, type Files, type Given, type Stage } from "./helpers";

/** A stage with one function, of these files or of that index.js. */
export type Staged = (
  files: Files | string,
  given?: Partial<Given>,
  options?: Parameters<typeof stage>[1],
) => Promise<Stage>;

export function stages(): { staged: Staged; ending: (stage: Stage) => Stage } {
  let current: Stage | undefined;
  afterEach(async () => {
    await current?.stop();
    current = undefined;
  });
  const ending = (next: Stage): Stage => (current = next);
  return {
    ending,
    staged: async (files, given = {}, options = {}) => {
      const zip = await zipOf(typeof files === "string" ? { "index.js": files } : files);
      return ending(stage([versionOf({ ...given, zip })], options));
    },
  };
}
