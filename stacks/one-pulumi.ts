/**
 * Refuses to run beside a second copy of Pulumi, of which the engine would know one and the components the other: a
 * project that lists @pulumi/pulumi in another version than this package has two. Looked at when it is loaded.
 */
import { readFileSync } from "node:fs";
import { RunError } from "@pulumi/pulumi/errors";
import { problemText } from "../refusal/refusal";

const PACKAGE = "@pulumi/pulumi";
const MANIFEST = `${PACKAGE}/package.json`;

/** The engine starts a program in its folder. */
const project = require.resolve(MANIFEST, { paths: [process.cwd()] });
const own = require.resolve(MANIFEST);

if (project !== own) {
  const problem = {
    property: PACKAGE,
    rule: `the one that multistage brings, ${versionIn(own)}`,
    got: `${versionIn(project)} as well (${project})`,
    remedy: `write "${PACKAGE}": "${versionIn(own)}" in package.json, or leave it out, and run npm install`,
  };
  throw new RunError(problemText(problem));
}

function versionIn(manifest: string): string {
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
