// Measures how the time of an up grows with the services of a stage: rehearses projects with 1, 6 and 11 services of
// kind blueGreen. The share of one service comes from the smallest pair; the rest must not cost more than that.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";
import { parse, stringify } from "yaml";

const COUNTS = [1, 6, 11];
const DEADLINE_MS = 300_000;
const KEY = "multistage:services";

/** A project like this one whose only stage has that many services. */
function project(count) {
  const folder = mkdtempSync(join(tmpdir(), "multistage-bench-"));
  for (const name of readdirSync(".")) {
    if ([".multistage", ".git"].includes(name) || /^Pulumi\..+\.yaml$/.test(name)) continue;
    symlinkSync(resolve(name), join(folder, name));
  }
  const settings = parse(readFileSync("Pulumi.dev.yaml", "utf8"));
  const service = settings.config[KEY].find(({ kind }) => kind === "blueGreen");
  settings.config[KEY] = Array.from({ length: count }, (_, index) => {
    const name = `s${index + 1}`;
    return { ...service, name, priority: index + 1, hosts: [`${name}.example.com`] };
  });
  writeFileSync(join(folder, "Pulumi.dev.yaml"), stringify(settings));
  return folder;
}

function rehearsed(count) {
  const folder = project(count);
  try {
    const command = [resolve("dist/cli/main.js"), "rehearse", "--stack", "dev", "--json"];
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: folder,
      encoding: "utf8",
      timeout: DEADLINE_MS,
    });
    if (status !== 0) throw new Error(`the rehearsal of ${count} services ended with ${status}:\n${stderr}`);
    const [{ resources, upSeconds }] = JSON.parse(stdout).stages;
    return { count, resources, upSeconds };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const rows = COUNTS.map(rehearsed);
const [one, some] = rows;
const share = (some.upSeconds - one.upSeconds) / (some.count - one.count);
console.log("services  resources  up (s)  ms a resource  one service's share says (s)");
for (const { count, resources, upSeconds } of rows) {
  const expected = one.upSeconds + share * (count - one.count);
  const cells = [
    String(count),
    String(resources),
    upSeconds.toFixed(1),
    ((1000 * upSeconds) / resources).toFixed(0),
    expected.toFixed(1),
  ];
  console.log(cells.map((cell, index) => cell.padStart([8, 9, 6, 13, 28][index])).join("  "));
}
