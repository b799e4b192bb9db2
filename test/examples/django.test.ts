import { strict as assert } from "node:assert";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packagePython, type PythonPackage } from "../../packaging/package-python";
import { unpack, zipEntries } from "../packaging/zip-entries";
import { answers, serve, type Served } from "./served";
import { venvPython } from "./venv";

const project = resolve(__dirname, "../..");
const example = join(project, "examples", "django");
const cache = join(project, ".multistage");

describe("the Django example", () => {
  it("passes its own tests", function () {
    this.timeout(600_000); // The first time, its virtual environment is made.
    const python = venvPython(join(cache, "venv-django"), join(example, "requirements.lock"));
    const run = spawnSync(python, ["manage.py", "test"], {
      cwd: example,
      env: { PATH: process.env["PATH"], PYTHONDONTWRITEBYTECODE: "1" },
      encoding: "utf8",
      timeout: 60_000,
    });
    assert.equal(run.status, 0, run.stdout + run.stderr);
    assert.match(run.stderr, /^Ran [1-9]\d* tests in /m);
  });
});

describe("the Django example, packaged and unpacked elsewhere", () => {
  const data = mkdtempSync(join(tmpdir(), "multistage-django-"));
  const environment: Record<string, string> = { PATH: process.env["PATH"] ?? "", DATA_DIR: data };
  let packed: PythonPackage;
  let unpacked: string;
  let service: Served;

  before(async function () {
    this.timeout(720_000); // Cold, pip downloads the packages; warm, nothing is to do.
    packed = await packagePython({ source: example, output: join(cache, "django", "guestbook.zip") });
    unpacked = await unpackOnce(packed, join(cache, "django", "unpacked"));
    // Python writes nothing beside the code, as on Lambda, whose file system is read-only there.
    environment["PYTHONPYCACHEPREFIX"] = `${unpacked}-bytecode`;
    service = await serve(unpacked, "/health", { ...environment, SECRET_KEY: "a test", RELEASE_ID: "r-7" });
  });
  after(() => {
    rmSync(data, { recursive: true });
  });

  it("does not start without a secret, and says so", () => {
    const run = spawnSync("./run.sh", { cwd: unpacked, env: environment, encoding: "utf8", timeout: 20_000 });
    assert.equal(run.status, 1);
    assert.match(run.stderr, /ImproperlyConfigured: SECRET_KEY: must be set in the environment/);
  });

  it("refuses a form without the token of its page", async () => {
    const response = await post(service.url, { name: "Eve", message: "hello" }, "");
    assert.equal(response.status, 403);
  });

  it("shows an invalid form again, with its error", async () => {
    const { cookie, token } = await openForm(service.url);
    const form = { name: "Ada", message: " ", csrfmiddlewaretoken: token };
    const response = await post(service.url, form, cookie);
    assert.equal(response.status, 200);
    assert.match(await response.text(), /Please write something\./);
  });

  it("takes a valid form, redirects, and shows the entry", async () => {
    const { cookie, token } = await openForm(service.url);
    const form = { name: "Ada", message: "hello from a zip", csrfmiddlewaretoken: token };
    const response = await post(service.url, form, cookie);
    assert.equal(response.status, 302);
    const page = await fetch(new URL(response.headers.get("location") ?? "missing", service.url));
    assert.match(await page.text(), /<p>hello from a zip<\/p>/);
  });

  it("answers the health probe and says its release", async () => {
    const health = await fetch(`${service.url}/health`);
    assert.equal(health.status, 200);
    assert.deepEqual(await health.json(), { status: "ok", version: "r-7" });
    assert.deepEqual(await (await fetch(`${service.url}/version`)).json(), { version: "r-7" });
  });

  it("serves its style sheet and drawing by hashed names, to be kept for ever", async () => {
    const page = await (await fetch(service.url)).text();
    for (const [pattern, type] of [
      [/"(\/static\/guestbook\/style\.[0-9a-f]{12}\.css)"/, 'text/css; charset="utf-8"'],
      [/"(\/static\/guestbook\/quill\.[0-9a-f]{12}\.svg)"/, "image/svg+xml"],
    ] as const) {
      const response = await fetch(service.url + (pattern.exec(page)?.[1] ?? "missing"));
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-type"), type);
      assert.equal(response.headers.get("cache-control"), "max-age=315360000, public, immutable");
    }
  });

  it("has no compiled code, so that one package serves every processor", async () => {
    const compiled = (await zipEntries(packed.path)).filter(({ path }) =>
      /\.(so|pyd|dylib)(\.|$)/.test(path),
    );
    assert.deepEqual(compiled, []);
  });

  it("listens on 127.0.0.1 only", async () => {
    assert.equal(await answers(service.url.replace("127.0.0.1", "127.0.0.2")), false);
  });

  it("ends when told to, closes its port, and has written nowhere but in its data folder", async () => {
    assert.equal(await service.stop(), 0);
    assert.equal(await answers(service.url), false);
    const there = await readdir(unpacked, { recursive: true, withFileTypes: true });
    assert.equal(there.filter((entry) => !entry.isDirectory()).length, packed.files);
    assert.deepEqual(await readdir(data), ["guestbook.sqlite3"]);
  });
});

/** A package unpacked below a folder: once for each content, as it has thousands of files; what is there already was
 * unpacked whole. */
async function unpackOnce({ path, sha256 }: PythonPackage, below: string): Promise<string> {
  const folder = join(below, sha256);
  if (existsSync(folder)) return folder;
  rmSync(below, { recursive: true, force: true });
  await unpack(path, `${folder}.part`);
  renameSync(`${folder}.part`, folder);
  return folder;
}

/** Opens the page as a browser does: the cookie it sets and the token in its form. */
async function openForm(url: string): Promise<{ cookie: string; token: string }> {
  const response = await fetch(url);
  const cookie = response.headers.getSetCookie()[0]?.split(";", 1)[0];
  const token = /name="csrfmiddlewaretoken" value="(\w+)"/.exec(await response.text())?.[1];
  assert.ok(cookie !== undefined && token !== undefined, "no cookie or no token");
  return { cookie, token };
}

function post(url: string, form: Record<string, string>, cookie: string): Promise<Response> {
  return fetch(url, {
    method: "POST",
    body: new URLSearchParams(form),
    headers: { cookie },
    redirect: "manual",
  });
}
