// Breaks the policy pack in a copy, one thing at a time, and looks whether a test says so: a rule left out of the
// registry, its section left out of the docs, another level, a comparison turned round. What no test notices is printed.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";

/** Comparisons that are turned round in each rule, from its first lines on. */
const OF_A_RULE = 3;
const TURNS = [
  [" === ", " !== "],
  [" !== ", " === "],
  [" && ", " || "],
  [" || ", " && "],
];

const copy = resolve(".multistage", "mutations");

function copied() {
  rmSync(copy, { recursive: true, force: true });
  const { stdout } = spawnSync("git", ["ls-files", "-z"], { encoding: "utf8" });
  for (const file of stdout.split("\0").filter((name) => name !== "")) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(file, join(copy, file));
  }
  for (const name of ["node_modules", "dist"]) symlinkSync(resolve(name), join(copy, name));
}

/** Whether the tests of a rule pass in the copy. */
function passes(id) {
  const own = `test/policy/rules/${id}.test.ts`;
  const tests = [
    "test/policy/cases.test.ts",
    "test/policy/iam/words.test.ts",
    "test/agreement/rules.test.ts",
    "test/agreement/policy.test.ts",
    own,
  ];
  const mocha = ["mocha", "--no-parallel", "--bail", "--reporter", "dot", ...tests];
  return spawnSync("npx", mocha, { cwd: copy, stdio: "ignore", timeout: 120_000 }).status === 0;
}

/** Each mutant of a rule: what is done, in which file, to its text. */
function mutants(id, source) {
  const [, name] =
    /export const (\w+)(?:: DocumentRule = \{| = (?:resource|stack|document)Rule)/.exec(source) ?? [];
  const other = /level: "mandatory"/.test(source)
    ? ['level: "mandatory"', 'level: "advisory"']
    : ['level: "advisory"', 'level: "mandatory"'];
  const rule = `policy/rules/${id}.ts`;
  const found = [
    {
      what: "is not in the registry",
      file: "policy/registry.ts",
      change: (text) => text.replace(new RegExp(`(\\[|\\n  |, )${name},?(?=[\\s\\],])`), "$1"),
    },
    {
      what: "is not in the docs",
      file: "docs/rules.md",
      change: (text) => text.replace(new RegExp(`\\n## ${id}\\n[^]*?(?=\\n## |$)`), ""),
    },
    { what: "has another level", file: rule, change: (text) => text.replace(...other) },
  ];
  const body = source.indexOf("check");
  const places = TURNS.flatMap(([from, to]) => {
    const at = [];
    for (let index = source.indexOf(from, body); index !== -1; index = source.indexOf(from, index + 1))
      at.push({ index, from, to });
    return at;
  }).sort((a, b) => a.index - b.index);
  for (const { index, from, to } of places.slice(0, OF_A_RULE)) {
    const line = source.slice(0, index).split("\n").length;
    const change = (text) => text.slice(0, index) + to + text.slice(index + from.length);
    found.push({ what: `has${to}for${from}in line ${line}`, file: rule, change });
  }
  return found;
}

copied();
// All rules, or those that are named.
const named = process.argv.slice(2);
const rules = named.length > 0 ? named : readdirSync("policy/rules").map((file) => file.replace(/\.ts$/, ""));
const survivors = [];
let count = 0;
for (const id of rules) {
  if (!passes(id)) throw new Error(`the tests of ${id} fail before anything is broken`);
  for (const { what, file, change } of mutants(id, readFileSync(`policy/rules/${id}.ts`, "utf8"))) {
    const path = join(copy, file);
    const before = readFileSync(path, "utf8");
    const after = change(before);
    if (after === before) throw new Error(`${id}: nothing to change in ${file} for "${what}"`);
    writeFileSync(path, after);
    count += 1;
    if (passes(id)) survivors.push(`${id} ${what}`);
    writeFileSync(path, before);
  }
}
rmSync(copy, { recursive: true, force: true });
for (const survivor of survivors) console.log(`no test notices that ${survivor}`);
console.log(`${count - survivors.length} of ${count} mutants of ${rules.length} rules are found`);
process.exit(survivors.length === 0 ? 0 : 1);
