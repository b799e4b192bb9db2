/** Physical names as a picture shows them: what they add to the stage's own name. Pure. */

/** From a physical name to its short form. */
export type Shorten = (name: string) => string;

/** Leaves out `<project>-<stage>-` before a name, and the account and region behind a bucket's. */
export function shortener(project: string, stage: string): Shorten {
  const prefix = `${project}-${stage}-`;
  return (name) => {
    const own = name.startsWith(prefix) ? name.slice(prefix.length) : name;
    return own.replace(/-\d{12}-[a-z]+-[a-z]+(?:-[a-z]+)*-\d$/, "");
  };
}
