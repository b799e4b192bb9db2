// How long one decision of the release engine takes: over all that the explorer asks of it with one fault.
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";

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
