import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { answers, serve, type Served } from "./served";

const example = resolve(__dirname, "../../examples/ec2-web");
const environment = { PATH: process.env["PATH"] ?? "", PYTHONDONTWRITEBYTECODE: "1" };

interface AppSpec {
  readonly version: number;
  readonly os: string;
  readonly files: readonly { readonly source: string; readonly destination: string }[];
  readonly hooks: Readonly<
    Record<string, readonly { readonly location: string; readonly timeout: number }[]>
  >;
}

describe("the EC2 example", () => {
  it("passes its own tests", () => {
    const run = spawnSync("python3", ["-m", "unittest", "discover", "tests"], {
      cwd: example,
      env: environment,
      encoding: "utf8",
      timeout: 60_000,
    });
    assert.equal(run.status, 0, run.stdout + run.stderr);
    assert.match(run.stderr, /^Ran [1-9]\d* tests in /m);
  });

  it("has an AppSpec for Linux whose files are there and whose scripts are executable", () => {
    const appspec = parse(readFileSync(join(example, "appspec.yml"), "utf8")) as AppSpec;
    assert.deepEqual([appspec.version, appspec.os], [0, "linux"]);
    assert.deepEqual(appspec.files, [{ source: "storefront", destination: "/srv/storefront" }]);
    assert.ok(statSync(join(example, "storefront/app.py")).isFile());
    const scripts = Object.entries(appspec.hooks).map(([event, hooks]) => [
      event,
      hooks.map((hook) => hook.location),
    ]);
    assert.deepEqual(scripts, [
      ["ApplicationStop", ["scripts/application-stop"]],
      ["BeforeInstall", ["scripts/before-install"]],
      ["AfterInstall", ["scripts/after-install"]],
      ["ApplicationStart", ["scripts/application-start"]],
      ["ValidateService", ["scripts/validate-service"]],
    ]);
    for (const { location, timeout } of Object.values(appspec.hooks).flat()) {
      assert.equal(statSync(join(example, location)).mode & 0o111, 0o111, location);
      assert.match(readFileSync(join(example, location), "utf8"), /^#!\/bin\/sh\n/);
      assert.ok(timeout <= 60);
    }
  });
});

describe("the EC2 example, running", () => {
  let service: Served;
  before(async () => {
    service = await serve(example, "/health", environment);
  });

  it("has no other page", async () => {
    const response = await fetch(`${service.url}/missing`);
    assert.equal(response.status, 404);
  });

  it("answers the health probe, and says that nobody has released it", async () => {
    const health = await fetch(`${service.url}/health`);
    assert.equal(health.status, 200);
    assert.deepEqual(await health.json(), { status: "ok", version: "unreleased" });
    assert.equal(await (await fetch(`${service.url}/version`)).text(), "unreleased\n");
  });

  it("shows its articles", async () => {
    const response = await fetch(service.url);
    assert.equal(response.headers.get("content-type"), "text/html; charset=utf-8");
    assert.match(await response.text(), /<b>Teapot<\/b> Pours five cups\. <i>18\.90<\/i>/);
  });

  it("listens on 127.0.0.1 only", async () => {
    assert.equal(await answers(service.url.replace("127.0.0.1", "127.0.0.2")), false);
  });

  it("ends when told to, and closes its port", async () => {
    assert.equal(await service.stop(), 0);
    assert.equal(await answers(service.url), false);
  });
});
