import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildWebAdapter, standIn, webAdapter, type WebAdapter } from "../../local/functions/web-adapter";
import { behavesAsDjango } from "../local/http-api/django-behaviour";
import { behavesAsNodeApp, timesOutWhereNobodyListens } from "../local/http-api/node-app-behaviour";

describe("the real Lambda Web Adapter", () => {
  let built: WebAdapter;
  before(async function () {
    this.timeout(1_300_000); // The first time, cargo builds it.
    built = await buildWebAdapter(process.env);
  });
  const adapter = (): WebAdapter => built;

  it("is used as soon as the cache has it", () => {
    assert.deepEqual(webAdapter(process.env), built);
    assert.match(built.name, /^lambda_web_adapter \d/);
  });

  it("is gone without, and that is said, where there is no cargo", async () => {
    const empty = mkdtempSync(join(tmpdir(), "multistage-no-cargo-"));
    const env = { PATH: empty, MULTISTAGE_CACHE_DIR: empty };
    await assert.rejects(
      buildWebAdapter(env),
      /^Refusal: web adapter: must be .* built with cargo, got .*ENOENT/,
    );
    assert.equal(webAdapter(env).name, "a stand-in for the Lambda Web Adapter");
    rmSync(empty, { recursive: true });
  });

  describe("in front of a Node.js app", () => {
    behavesAsNodeApp(adapter);
    timesOutWhereNobodyListens(adapter);
  });
  describe("in front of the Django example", () => {
    behavesAsDjango(adapter);
  });
});

describe("the stand-in for the web adapter", () => {
  timesOutWhereNobodyListens(standIn);
  describe("in front of the Django example", () => {
    behavesAsDjango(standIn);
  });
});
