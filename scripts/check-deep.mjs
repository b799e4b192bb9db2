// The long proofs, run by hand before an issue is called resolved: everything `npm run check` does, property tests
// with many more cases, mutants of the policy pack, the long tests (the whole rehearsal, repairs), and the tests on the other Node.js majors.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { nodeOf } from "./node-of.mjs";

const MAJORS = ["22", "24"];
const PROPERTY_RUNS = "2000";
const TESTS = "test/!(deep)/**/*.test.ts";

function run(title, command, args, env = {}) {
  console.log(`\n=== ${title}`);
  const started = Date.now();
  const { status } = spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  results.push({ title, passed: status === 0, seconds });
}

const results = [];
run("format, lint, types, tests", "npm", ["run", "check"]);
// A test's usual deadline is for its usual count.
run("property tests at full count", "npx", ["mocha", "--timeout", "600000", TESTS], {
  MULTISTAGE_PROPERTY_RUNS: PROPERTY_RUNS,
});
run("mutants of the policy pack", "node", ["scripts/mutate-policy.mjs"]);
run("the long tests", "npx", ["mocha", "test/deep/**/*.test.ts"]);
for (const major of MAJORS) {
  const bin = nodeOf(major);
  if (bin === undefined) results.push({ title: `tests on Node.js ${major}`, passed: false, seconds: "0" });
  else
    run(`tests on Node.js ${major}`, "npx", ["mocha", TESTS], {
      PATH: `${bin}:${process.env.PATH}`,
    });
}

console.log();
for (const { title, passed, seconds } of results)
  console.log(`${passed ? "✓" : "✗"} ${title} (${seconds} s)`);
process.exit(results.every(({ passed }) => passed) ? 0 : 1);
