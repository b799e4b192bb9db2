// How long the table of IAM's actions takes, each run in a process of its own: run `npm run build` first.
import { spawnSync } from "node:child_process";
import process from "node:process";

const RUNS = 9;
const folder = new URL("../dist/policy/iam/data/", import.meta.url).pathname;
const program = `
  const { allActions, service, servicePrefixes } = require(${JSON.stringify(`${folder}services.js`)});
  const { actionsMatching } = require(${JSON.stringify(`${folder}matching.js`)});
  const figures = {};
  const time = (name, what) => {
    const before = performance.now();
    what();
    figures[name] = performance.now() - before;
  };
  time("which services there are", () => servicePrefixes());
  time("s3, the first", () => service("s3"));
  time("ec2", () => service("ec2"));
  time("all services", () => allActions());
  time("*:*, the first time", () => actionsMatching("*:*").bySupport);
  time("what *:* changes all of", () => actionsMatching("*:*").wholeServices);
  time("*:*, again", () => actionsMatching("*:*").bySupport);
  time("*:Get*", () => actionsMatching("*:Get*"));
  console.log(JSON.stringify(figures));
`;

const results = {};
for (let run = 0; run < RUNS; run++) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", program], { encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  for (const [name, figure] of Object.entries(JSON.parse(stdout))) (results[name] ??= []).push(figure);
}
for (const [name, figures] of Object.entries(results)) {
  const sorted = figures.sort((one, other) => one - other);
  const shown = (figure) => figure.toFixed(2);
  console.log(
    `${name}: ${shown(sorted[Math.floor(RUNS / 2)])} ms (${shown(sorted[0])}–${shown(sorted.at(-1))})`,
  );
}
