// How long one decision of the release engine takes: over all that the explorer asks of it with one fault. And how long
// the functions' bundles take to load, on this Node.js and on the major they are deployed on, how large they are.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { nodeOf } from "./node-of.mjs";

const require = createRequire(import.meta.url);
require("ts-node/register/transpile-only");
const { decide } = require("../runtime/release/decide.ts");
const { explore } = require("../test/runtime/release/world/explore.ts");
const { serving } = require("../test/runtime/release/world/world.ts");

const asked = [];
explore(
  serving(),
  (...input) => {
    asked.push(input);
    return decide(...input);
  },
  { faults: 1 },
);
const rounds = 5;
const means = [];
for (let round = 0; round < rounds; round++) {
  const began = performance.now();
  for (const input of asked) decide(...input);
  means.push((1000 * (performance.now() - began)) / asked.length);
}
const slowest = asked.map((input) => {
  const began = performance.now();
  decide(...input);
  return 1000 * (performance.now() - began);
});
slowest.sort((one, other) => one - other);
const [best] = means.toSorted((one, other) => one - other);
const p99 = slowest[Math.floor(0.99 * slowest.length)];
console.log(
  `release engine: a decision takes ${best.toFixed(2)} µs (mean of ${asked.length}, best of ${rounds} rounds), p99 ${p99.toFixed(1)} µs; 50 µs is promised`,
);

/** The functions' runtime (components/release-control/release-functions.ts): nodejs22.x. */
const DEPLOYED_ON = "22";
const LOADS = 9;
const PROMISED = {
  events: { milliseconds: 550, megabytes: 2.7 },
  others: { milliseconds: 250, megabytes: 1.5 },
};
const LOAD = `
  const { performance } = require("node:perf_hooks");
  const began = performance.now();
  require(process.argv[1]);
  console.log(performance.now() - began);
`;

/** Of so many processes, each of which loads it first thing. */
function loads(node, bundle) {
  const times = Array.from({ length: LOADS }, () => {
    const { status, stdout, stderr } = spawnSync(node, ["-e", LOAD, bundle], {
      encoding: "utf8",
      timeout: 60_000,
    });
    if (status !== 0) throw new Error(stderr);
    return Number(stdout);
  });
  return times.sort((one, other) => one - other);
}

const bin = nodeOf(DEPLOYED_ON);
if (bin === undefined)
  throw new Error(`Node.js ${DEPLOYED_ON}, which functions run on, could not be installed`);
for (const name of ["prepare", "deploy", "release", "retire", "events"]) {
  const bundle = resolve("dist", "runtime", "release", name, "index.js");
  const { milliseconds, megabytes } = PROMISED[name] ?? PROMISED.others;
  const size = (statSync(bundle).size / 1e6).toFixed(2);
  const figures = [process.execPath, join(bin, "node")].map((node) => {
    const times = loads(node, bundle);
    const version = spawnSync(node, ["--version"], { encoding: "utf8" }).stdout.trim();
    return `${times[Math.floor(LOADS / 2)].toFixed(0)} ms (${times[0].toFixed(0)}–${times.at(-1).toFixed(0)}) on ${version}`;
  });
  console.log(
    `${name}: loads in ${figures.join(", ")}; ${size} MB; ${milliseconds} ms and ${megabytes} MB are promised`,
  );
}
