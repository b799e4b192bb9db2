/** Whether a resource type takes tags, as the installed SDK declares it. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** For a type token of package `aws`: `aws:lambda/function:Function`. */
export function takesTags(token: string): boolean {
  const [, file, type] = /^aws:(\w+\/\w+):(\w+)$/.exec(token) ?? [];
  if (file === undefined || type === undefined) throw new Error(`${token} is no type of aws`);
  const sdk = dirname(require.resolve("@pulumi/aws/package.json"));
  const text = readFileSync(join(sdk, `${file}.d.ts`), "utf8");
  const [, args] = text.split(`export interface ${type}Args {`);
  if (args === undefined) throw new Error(`${file}.d.ts declares no ${type}Args`);
  return /^ {4}tags\?: /m.test(args);
}
