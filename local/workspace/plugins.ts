/**
 * The local AWS as the engine finds plugins: in the plugin folder of a PULUMI_HOME of our own, under the very versions
 * the program asks for. The committed Pulumi.yaml names none of them, so a run without this home gets the real ones.
 */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

interface Plugin {
  readonly kind: "resource" | "language";
  readonly name: string;
  readonly version: string;
  /** The compiled program that serves it. */
  readonly program: string;
}

/** Puts a starter for each plugin into `home`; it runs the program with the Node.js that runs us. */
export function installPlugins(home: string, plugins: readonly Plugin[]): void {
  for (const { kind, name, version, program } of plugins) {
    const folder = join(home, "plugins", `${kind}-${name}-v${version}`);
    const starter = join(folder, `pulumi-${kind}-${name}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(starter, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(program)} "$@"\n`);
    chmodSync(starter, 0o755);
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
