import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { multistage, ROOT } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";

describe("the multistage command", () => {
  it("refuses a command it does not have, on standard error, with code 2 and the nearest name", async () => {
    const { code, out, err } = await multistage(["rehears"]);
    assert.deepEqual([code, out], [2, ""]);
    assert.match(err, /unknown command 'rehears'/);
    assert.match(err, /Did you mean rehearse\?/);
  });

  it("refuses an option it does not have with code 2", async () => {
    const { code, err } = await multistage(["doctor", "--fast"]);
    assert.equal(code, 2);
    assert.match(err, /unknown option '--fast'/);
  });

  it("refuses a stack without settings before anything is made, as text and as JSON", async () => {
    const rule = "a stack of the project, with its settings in Pulumi.nowhere.yaml";
    const problem = {
      property: "stack",
      rule,
      got: "nowhere",
      remedy: "write that file, or name another stack",
    };
    const text = await multistage(["package", "--stack", "nowhere"]);
    assert.deepEqual([text.code, text.out], [2, ""]);
    assert.equal(
      text.err,
      `refused\n  stack: must be ${rule}, got nowhere; write that file, or name another stack\n`,
    );
    const json = await multistage(["--json", "package", "--stack", "nowhere"]);
    assert.equal(json.code, 2);
    assert.deepEqual(JSON.parse(json.out), { ok: false, refused: [problem] });
  });

  it("says what is missing, and fails, outside of a project", async () => {
    const project = temporaryFolder();
    const { code, out, err } = await multistage(["doctor"], { project });
    assert.equal(code, 1);
    assert.ok(out.includes(`✗ project: no Pulumi.yaml in ${project}`), out);
    assert.equal(err, "failed: missing or not usable: project\n");
  });

  it("prints one JSON value on standard output when it fails after its answer, too", async () => {
    const { code, out } = await multistage(["doctor", "--json"], { project: temporaryFolder() });
    assert.equal(code, 1);
    assert.equal((JSON.parse(out) as { ok: boolean }).ok, false);
  });

  it("lists every command file in its help", async () => {
    const { code, out } = await multistage(["--help"]);
    assert.equal(code, 0);
    const files = readdirSync(join(ROOT, "cli/commands")).map((name) => name.replace(/\.ts$/, ""));
    const listed = [...out.matchAll(/^ {2}([a-z]+)(?: \[| )/gm)].map((match) => match[1]);
    assert.deepEqual(listed.filter((name) => name !== "help").sort(), files.sort());
  });

  it("has every command file in the list of the docs, in their order", () => {
    const files = readdirSync(join(ROOT, "cli/commands")).map((name) => name.replace(/\.ts$/, ""));
    const page = readFileSync(join(ROOT, "docs/commands.md"), "utf8");
    const listed = [...page.matchAll(/^\| `([a-z]+)/gm)].map((match) => match[1]);
    assert.deepEqual(listed, files.sort());
  });

  it("prints its version", async () => {
    const { code, out } = await multistage(["--version"]);
    assert.deepEqual([code, out], [0, "0.1.0\n"]);
  });

  it("prints one JSON value on standard output with --json, and no colours where there is no terminal", async () => {
    const { out, err } = await multistage(["doctor", "--json"]);
    const { findings } = JSON.parse(out) as { findings: { what: string }[] };
    assert.deepEqual(
      findings.map(({ what }) => what),
      [
        "Node.js",
        "@pulumi/pulumi",
        "@pulumi/aws",
        "@pulumi/awsx",
        "Pulumi engine, on PATH",
        "Pulumi engine, downloaded",
        "Pulumi engine, built",
        "Pulumi engine, Go to build it",
        "python3",
        "cache folder",
        "project",
      ],
    );
    assert.ok(!(out + err).includes("\u001B["));
  });

  it("says which cache folder it cannot write, and how to name another", async () => {
    const { code, err } = await multistage(["rehearse"], {
      env: { PATH: "/nowhere", HOME: temporaryFolder(), MULTISTAGE_CACHE_DIR: "/dev/null/cache" },
    });
    assert.equal(code, 2);
    assert.match(
      err,
      /MULTISTAGE_CACHE_DIR: must be a folder that can be written, got "\/dev\/null\/cache" \(ENOTDIR\)/,
    );
  });

  it("says how to get an engine where there is none and no Go", async () => {
    const home = temporaryFolder();
    const { code, err } = await multistage(["rehearse"], {
      env: { PATH: "/nowhere", HOME: home, HTTPS_PROXY: "http://127.0.0.1:9" },
    });
    assert.equal(code, 2);
    assert.match(err, /engine: must be Pulumi .* or newer, on PATH, downloaded or built/);
    assert.match(err, /install Pulumi \(curl -fsSL https:\/\/get\.pulumi\.com \| sh\) or Go/);
  });
});
