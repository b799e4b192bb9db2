import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join, relative } from "node:path";
import { exampleFiles } from "../../cli/init/example";
import { KINDS } from "../../cli/init/answers";
import { POLICY_PACK } from "../../cli/init/manifest";
import { ROOT } from "../helpers/command-line";

interface Manifest {
  readonly types: string;
  readonly typesVersions: { "*": Record<string, string[]> };
  readonly exports: Record<string, string | { types: string; default: string }>;
  readonly dependencies: Record<string, string>;
}

const {
  exports: exported,
  types: own,
  typesVersions,
  dependencies,
} = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;

/** What npm would pack of what is built now. */
function packed(): string[] {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const text = execFileSync("npm", args, {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [{ files }] = JSON.parse(text) as [{ files: { path: string }[] }];
  return files.map(({ path }) => path).sort();
}

describe("the published package", () => {
  const files = packed();

  it("holds what runs and what a project begins with: no tests of ours, no sources, no maps, nothing local", () => {
    const places = /^(dist|examples\/(django|ec2-web)|runtime\/boot|local)\/|^[\w.]+$/;
    assert.deepEqual(
      files.filter((file) => !places.test(file)),
      [],
    );
    assert.deepEqual(
      files.filter((file) => !file.includes("/")),
      ["CHANGELOG.md", "README.md", "package.json"],
    );
    const strange =
      /\.map$|\.test\.|(?<!\.d)\.ts$|__pycache__|\.pyc$|staticfiles|(^|\/)\.|\.(pem|key|sqlite3)$/;
    assert.deepEqual(
      files.filter((file) => strange.test(file)),
      [],
    );
  });

  it("holds every file that the local AWS is made of beside what is compiled", () => {
    const compiled = /\.ts$|\.pyc$/;
    // The lock is made of it.
    const used = readdirSync(join(ROOT, "local"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !compiled.test(entry.name) && entry.name !== "requirements.in")
      .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
    assert.deepEqual(
      used.sort(),
      files.filter((file) => file.startsWith("local/")),
    );
  });

  it("holds every file of the examples that a project can begin with", () => {
    const copied = KINDS.flatMap((kind) => exampleFiles(kind, "web")).map((file) =>
      "from" in file ? relative(ROOT, file.from) : file.path,
    );
    assert.deepEqual(
      copied.sort(),
      files.filter((file) => file.startsWith("examples/")),
    );
  });

  it("exports nothing that is not in it, and has the policy pack where projects look for it", () => {
    const targets = Object.values(exported).map((target) =>
      typeof target === "string" ? target : target.default,
    );
    targets.push(
      `./${POLICY_PACK.replace("node_modules/multistage/", "")}`,
      "./dist/policy/PulumiPolicy.yaml",
    );
    for (const target of targets) assert.ok(files.includes(target.replace("./", "")), target);
  });

  it("has types of whatever it exports, for each way in which TypeScript looks for them, and the docs name it", () => {
    const documented = readFileSync(join(ROOT, "docs/new-project.md"), "utf8");
    for (const [path, target] of Object.entries(exported)) {
      if (typeof target === "string") continue;
      const types = target.default.replace(/\.js$/, ".d.ts");
      assert.equal(target.types, types);
      assert.match(documented, new RegExp(`^\\| \`multistage${path.slice(1)}\` +\\|`, "m"));
      const older = path === "." ? [own] : typesVersions["*"][path.slice(2)];
      assert.deepEqual(older, [types.slice(2)]);
    }
  });

  it("loads no package that is not a dependency of it", () => {
    const loaded = files
      .filter((file) => /^dist\/(?!runtime\/).*\.js$/.test(file))
      .flatMap((file) => [...readFileSync(join(ROOT, file), "utf8").matchAll(/require\("([^."][^"]*)"\)/g)])
      .map(([, name = ""]) => /^(?:node:\w+|(?:@[^/]+\/)?[^/]+)/.exec(name)?.[0] ?? name);
    // Its own name stands in the program it writes for a project.
    const known = new Set([
      "multistage",
      ...Object.keys(dependencies),
      ...builtinModules.map((name) => `node:${name}`),
    ]);
    assert.ok(loaded.length > 100);
    assert.deepEqual(
      [...new Set(loaded)].filter((name) => !known.has(name)),
      [],
    );
  });
});
