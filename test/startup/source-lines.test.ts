import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";

const NETWORK = `import * as pulumi from "@pulumi/pulumi";

export class Network extends pulumi.ComponentResource {
  constructor(name: string) {
    super("shop:index:Network", name);
  }
}
`;
const PROGRAM = `import { Network } from "./network";

new Network("named");
["in a function without a name"].map((name) => [
  name,
  new Network(name),
]);
const later = async (): Promise<void> => {
  await Promise.resolve();
  new Network("after waiting");
};
void later();
`;

type Frame = [file: string, line: number, column: number] | null;

/** What Pulumi is told of each registration of the program, which is bundled and started as a stack's is. */
function positions(): Frame[][] {
  const folder = temporaryFolder();
  writeFileSync(join(folder, "network.ts"), NETWORK);
  writeFileSync(join(folder, "index.ts"), PROGRAM);
  const start = `
    const Module = require("node:module");
    require("./startup/light-pulumi");
    const pulumi = require("@pulumi/pulumi");
    const program = ${JSON.stringify(join(folder, "index.js"))};
    const { outputFiles } = require("esbuild").buildSync({
      entryPoints: [${JSON.stringify(join(folder, "index.ts"))}], outfile: program, bundle: true,
      packages: "external", platform: "node", format: "cjs", sourcemap: "external", write: false,
    });
    const [map, code] = outputFiles.map(({ text }) => text);
    require("./startup/source-lines")(pulumi, program, map);
    const told = [];
    const { stackTrace } = pulumi.Resource;
    pulumi.Resource.stackTrace = (skip) => {
      const frames = stackTrace(skip + 1);
      told.push(frames.map((one) => one && [one.uri.split("/").at(-1), one.line, one.column]));
      return frames;
    };
    const mocks = { newResource: ({ name, inputs }) => ({ id: name, state: inputs }), call: () => ({}) };
    pulumi.runtime.setMocks(mocks).then(() => {
      const loaded = new Module(program, module);
      loaded.paths = [${JSON.stringify(join(ROOT, "node_modules"))}];
      loaded._compile(code, program);
      setImmediate(() => console.log(JSON.stringify(told)));
    });`;
  const options = { cwd: ROOT, encoding: "utf8", env: { ...process.env, NODE_NO_WARNINGS: "1" } } as const;
  return JSON.parse(execFileSync(process.execPath, ["-e", start], options)) as Frame[][];
}

describe("the lines Pulumi keeps of a bundled program's registrations", () => {
  it("are those of its sources, to the column, without those of what started it", () => {
    const [named, unnamed, later] = positions();
    assert.deepEqual(named, [["index.ts", 3, 1]]);
    assert.deepEqual(unnamed, [["index.ts", 6, 3], null, ["index.ts", 4, 34]]);
    assert.deepEqual(later?.[0], ["index.ts", 10, 3]);
  });
});
