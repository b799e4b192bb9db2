/** The code of the functions: what `npm run build` makes of runtime/release/handlers, one file for each. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Refusal, type Problem } from "../../refusal/refusal";
import { pathAbove } from "../path-above";

/** The functions of a stage, however many services it has. */
export const FUNCTION_NAMES = ["prepare", "deploy", "release", "retire", "events"] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

export type FunctionArchives = Readonly<Record<FunctionName, pulumi.asset.Archive>>;

const BUNDLES = join("dist", "runtime", "release");

/**
 * Each function's archive: its bundle alone, so that the same bundle is the same archive.
 *
 * @throws Refusal when a function's bundle is not there
 */
export function functionArchives(from: string = __dirname): FunctionArchives {
  const bundles = pathAbove(from, BUNDLES);
  if (bundles === undefined) throw new Refusal(notBuilt(BUNDLES, `nothing above ${from}`));
  const file = (name: FunctionName): string => join(bundles, name, "index.js");
  const missing = FUNCTION_NAMES.filter((name) => !existsSync(file(name)));
  if (missing.length > 0)
    throw new Refusal(...missing.map((name) => notBuilt(join(BUNDLES, name, "index.js"), "nothing")));
  const archives = FUNCTION_NAMES.map((name): [FunctionName, pulumi.asset.Archive] => {
    const bundle = new pulumi.asset.FileAsset(file(name));
    return [name, new pulumi.asset.AssetArchive({ "index.js": bundle })];
  });
  return Object.fromEntries(archives) as Record<FunctionName, pulumi.asset.Archive>;
}

function notBuilt(property: string, got: string): Problem {
  return { property, rule: "the functions' built code", got, remedy: "run npm run build" };
}
