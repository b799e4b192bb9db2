import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policyPack } from "../../cli/policy-pack";
import { projectFile } from "../../policy/pack/project-file";
import { ReportFile, type Render } from "../../policy/pack/report-file";
import type { Report } from "../../policy/report";
import { startPack, type Declared, type RunningPack } from "../../policy/testing/pack";
import { becomes } from "../helpers/processes";
import { temporaryFolder } from "../helpers/temporary-folder";
import { untagged } from "./output/reports";

const lines: Render = (reports) => reports.map(({ message }) => `${message}\n`).join("");
const finding = (message: string): Report => ({ ...untagged, message });
const read = (path: string): string => readFileSync(path, "utf8");

describe("the report file", () => {
  it("cannot be where nothing can be written, which is refused", () => {
    const folder = temporaryFolder();
    const path = join(folder, "report.md");
    mkdirSync(path);
    assert.throws(() => new ReportFile(path, lines), {
      message: `MULTISTAGE_POLICY_REPORT: must be a file that can be written, got ${path} (EISDIR); name one in a folder that is there`,
    });
    assert.deepEqual(readdirSync(folder), ["report.md"]);
  });

  it("is there without findings, has each before anybody hears of it, and a resource judged again once", () => {
    const path = join(temporaryFolder(), "report.txt");
    const report = new ReportFile(path, lines);
    assert.equal(read(path), "");
    report.add("a", [finding("one"), finding("two")]);
    assert.equal(read(path), "one\ntwo\n");
    report.add("b", []);
    report.add("b", [finding("three")]);
    report.add("a", []);
    assert.equal(read(path), "three\n");
  });

  it("loses nothing when its folder goes and comes back, fails no operation for it, and says so once", () => {
    const folder = join(temporaryFolder(), "reports");
    mkdirSync(folder);
    const report = new ReportFile(join(folder, "report.txt"), lines);
    rmSync(folder, { recursive: true });
    const { error } = console;
    const said: unknown[] = [];
    console.error = (...all: unknown[]) => said.push(...all);
    try {
      report.add("a", [finding("one")]);
      report.add("b", [finding("two")]);
    } finally {
      console.error = error;
    }
    assert.equal(said.length, 1);
    assert.match(String(said), /^MULTISTAGE_POLICY_REPORT: Error: ENOENT/);
    mkdirSync(folder);
    report.add("c", []);
    assert.equal(read(join(folder, "report.txt")), "one\ntwo\n");
  });

  it("takes little of the time of many findings, and catches up by itself, or at once with the last", async () => {
    let renders = 0;
    const slow: Render = (reports) => {
      renders++;
      for (const until = performance.now() + 4; performance.now() < until;);
      return lines(reports);
    };
    const path = join(temporaryFolder(), "report.txt");
    const report = new ReportFile(path, slow);
    const all = Array.from({ length: 500 }, (_, index) => String(index));
    for (const one of all) report.add(one, [finding(one)]);
    // Four milliseconds each, of fifty to begin with and a tenth for each finding.
    assert.ok(renders <= 1 + (50 + 500 * 0.1) / 4 + 1, `written ${renders} times`);
    const text = all.map((one) => `${one}\n`).join("");
    await becomes(() => read(path) === text, "all findings in the report");
    report.add("last", [finding("last")], true);
    assert.equal(read(path), `${text}last\n`);
  });
});

describe("where a project is declared", () => {
  it("is from the top of its repository, from its own folder without one, and nowhere without a project", () => {
    const folder = temporaryFolder();
    const program = join(folder, "infra", "network");
    mkdirSync(join(program, "src"), { recursive: true });
    assert.equal(projectFile(join(program, "src")), undefined);
    writeFileSync(join(program, "Pulumi.yml"), "");
    assert.deepEqual(projectFile(join(program, "src")), { file: "Pulumi.yml", line: 1 });
    mkdirSync(join(folder, ".git"));
    assert.deepEqual(projectFile(program), { file: "infra/network/Pulumi.yml", line: 1 });
  });
});

describe("the report of a running pack", () => {
  const folder = temporaryFolder();
  const path = (name: string): string => join(folder, name);
  const started = (report: string): Promise<RunningPack> =>
    startPack(policyPack(), { cwd: folder, env: { MULTISTAGE_POLICY_REPORT: report } });
  const untaggedVpc: Declared = { type: "aws:ec2/vpc:Vpc", inputs: { tags: { Owner: "web" } } };
  before(() => {
    writeFileSync(path("Pulumi.yaml"), "name: shop");
  });

  it("is refused with an extension it does not know, or where it cannot be written: the pack does not run", async () => {
    for (const report of ["report.txt", "report", ""])
      await assert.rejects(started(report), {
        message: `the policy pack ended with 1:\nMULTISTAGE_POLICY_REPORT: must be a file that ends in one of .json, .sarif, .md, got ${report}; name another`,
      });
    await assert.rejects(started("nowhere/report.md"), {
      message:
        "the policy pack ended with 1:\nMULTISTAGE_POLICY_REPORT: must be a file that can be written, got nowhere/report.md (ENOENT); name one in a folder that is there",
    });
  });

  it("is empty in each format where nothing was found", async () => {
    for (const name of ["none.json", "none.sarif", "none.md"]) await (await started(name)).close();
    assert.equal(read(path("none.json")), "[]\n");
    const { runs } = JSON.parse(read(path("none.sarif"))) as { runs: { results: unknown[] }[] };
    assert.deepEqual(runs[0]?.results, []);
    assert.equal(read(path("none.md")), "### multistage policy: no findings\n");
  });

  it("has what was found when the pack is killed the next moment, of resources and of the stack, in order", async () => {
    for (const name of ["found.json", "found.md", "found.sarif"]) {
      const pack = await started(name);
      await pack.analyze({ ...untaggedVpc, name: "b" });
      await pack.analyze({ ...untaggedVpc, name: "a" });
      await pack.analyzeStack([{ type: "aws:cloudwatch/eventTarget:EventTarget", inputs: {} }]);
      process.kill(pack.pid, "SIGKILL");
      await pack.close();
    }
    const findings = JSON.parse(read(path("found.json"))) as { urn: string; rule: string }[];
    assert.deepEqual(
      findings.map(({ urn, rule }) => `${rule} ${urn.split("::").at(-1) ?? ""}`),
      ["required-tags a", "required-tags b"],
    );
    assert.match(read(path("found.md")), /^### multistage policy: 2 findings in 2 resources: 2 mandatory/);
    const { runs } = JSON.parse(read(path("found.sarif"))) as {
      runs: { results: { locations: { physicalLocation: unknown }[] }[] }[];
    };
    const place = { artifactLocation: { uri: "Pulumi.yaml" }, region: { startLine: 1 } };
    for (const { locations } of runs[0]!.results) assert.deepEqual(locations[0]?.physicalLocation, place);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith(".tmp")),
      [],
    );
  });
});
