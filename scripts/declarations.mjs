// Writes the declarations of what an installed package offers to TypeScript into dist/. npm runs this as `prepack`, not
// with every build: the compiler takes seconds, and only those who import the package need what it writes.
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import ts from "typescript";

const OFFERED = [
  "components/index.ts",
  "naming/index.ts",
  "stacks/program.ts",
  "stacks/bootstrap/program.ts",
  "policy/program/index.ts",
  "policy/testing/pack.ts",
];

const { config } = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ".", undefined, "tsconfig.json");
const program = ts.createProgram(OFFERED, {
  ...options,
  types: ["node"],
  noEmit: false,
  declaration: true,
  emitDeclarationOnly: true,
  noEmitOnError: true,
  rootDir: ".",
  outDir: "dist",
});
for (const entry of readdirSync("dist", { recursive: true }))
  if (entry.endsWith(".d.ts")) rmSync(join("dist", entry));
const { diagnostics } = program.emit();
if (diagnostics.length > 0) {
  const host = {
    getCurrentDirectory: process.cwd,
    getCanonicalFileName: (name) => name,
    getNewLine: () => "\n",
  };
  process.stderr.write(ts.formatDiagnostics(diagnostics, host));
  process.exit(1);
}
