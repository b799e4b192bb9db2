import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { appendFile, chmod, cp, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { packagePython } from "../../../packaging/package-python";
import { managePy, writeFiles } from "../../packaging/sample";
import { workplacePerTest, writeApp } from "../../packaging/workplace";
import { zipEntries } from "../../packaging/zip-entries";

describe("packaging a Python app", () => {
  const workplace = workplacePerTest();

  it("gives the app, its packages and a Django project's static files, collected with those packages", async () => {
    const { source, output, tinyLock } = workplace();
    await writeApp(source, tinyLock);
    await writeFiles(source, { "manage.py*": managePy, "staticfiles/stale.css": "" });
    process.env["SERVICE_SECRET"] = "hush";
    const { path, sha256, bytes, unzippedBytes, files } = await packagePython({ source, output });
    const entries = await zipEntries(output);
    assert.deepEqual(
      entries.map(({ path: name, mode }) => `${mode.toString(8)} ${name}`),
      [
        "644 app.py",
        "755 manage.py",
        "644 requirements.lock",
        "755 run.sh",
        "644 staticfiles/environment.txt",
        "644 staticfiles/greeting.txt",
        "644 tiny-1.0.dist-info/INSTALLER",
        "644 tiny-1.0.dist-info/METADATA",
        "644 tiny-1.0.dist-info/RECORD",
        "644 tiny-1.0.dist-info/REQUESTED",
        "644 tiny-1.0.dist-info/WHEEL",
        "644 tiny-1.0.dist-info/entry_points.txt",
        "644 tiny/__init__.py",
        "644 tiny/tag.txt",
      ],
    );
    const text = (name: string): string => entries.find((entry) => entry.path === name)!.bytes.toString();
    assert.equal(text("tiny/tag.txt"), "cp313-cp313-manylinux2014_aarch64"); // the defaults
    assert.equal(text("staticfiles/greeting.txt"), "hello");
    assert.doesNotMatch(text("staticfiles/environment.txt"), /SERVICE_SECRET|PIP_/);
    // The script of this machine is gone, and the package's record does not list it.
    assert.match(text("tiny-1.0.dist-info/RECORD"), /^tiny\/__init__\.py,/m);
    assert.doesNotMatch(text("tiny-1.0.dist-info/RECORD"), /bin\/tiny/);

    assert.equal(path, output);
    assert.equal(sha256, sha256sum(output));
    assert.equal(bytes, (await readFile(output)).length);
    assert.equal(files, entries.length);
    assert.equal(
      unzippedBytes,
      entries.reduce((sum, entry) => sum + entry.bytes.length, 0),
    );
  });

  it("gives the same bytes in another folder, time zone and umask, with other times and access rights", async () => {
    const { root, source, output, tinyLock } = workplace();
    await writeApp(source, tinyLock);
    const first = await packagePython({ source, output });

    const other = join(root, "elsewhere");
    await writeApp(other, tinyLock);
    await utimes(join(other, "app.py"), 1, 1);
    await chmod(join(other, "app.py"), 0o600);
    await chmod(join(other, "run.sh"), 0o700);
    process.env["TZ"] = "Asia/Seoul";
    const umask = process.umask(0o077);
    try {
      const second = await packagePython({ source: other, output: join(other, "build", "app.zip") });
      assert.equal(second.sha256, first.sha256);
    } finally {
      process.umask(umask);
    }
  });

  it("gives other bytes when a file, its name or its mode is another", async () => {
    const { source, output } = workplace();
    const digests = [(await packagePython({ source, output })).sha256];
    for (const change of [
      () => appendFile(join(source, "app.py"), "#\n"),
      () => chmod(join(source, "app.py"), 0o755),
      () => cp(join(source, "app.py"), join(source, "b.py")),
    ]) {
      await change();
      digests.push((await packagePython({ source, output })).sha256);
    }
    assert.equal(new Set(digests).size, 4);
  });

  it("returns at once, without python3, when nothing has changed, also with the artifact inside the app", async () => {
    const { root, source } = workplace();
    await writeFiles(source, { "manage.py": "" });
    const output = join(source, "app.zip");
    const first = await packagePython({ source, output });

    process.env["PATH"] = join(root, "empty");
    const told: string[] = [];
    const again = await packagePython({ source, output, report: (line) => told.push(line) });
    assert.deepEqual(again, first);
    assert.deepEqual(told, ["nothing has changed since the last packaging"]);
  });

  it("packages again when the artifact was replaced, or its record is spoilt", async () => {
    const { source, output } = workplace();
    const first = await packagePython({ source, output });
    await writeFile(output, Buffer.alloc(first.bytes));
    assert.deepEqual(await packagePython({ source, output }), first);
    assert.equal(sha256sum(output), first.sha256);

    const record = await readFile(`${output}.inputs.json`, "utf8");
    await writeFile(`${output}.inputs.json`, "{");
    assert.deepEqual(await packagePython({ source, output }), first);
    assert.equal(await readFile(`${output}.inputs.json`, "utf8"), record);
  });

  it("packages again for another Python or processor, though the bytes may be the same", async () => {
    const { source, output } = workplace();
    const told: string[] = [];
    const options = { source, output, report: (line: string) => told.push(line) };
    await packagePython({ ...options, python: "3.13", architecture: "arm64" });
    await packagePython({ ...options, python: "3.14", architecture: "arm64" });
    await packagePython({ ...options, python: "3.14", architecture: "x86_64" });
    assert.deepEqual(
      told.filter((line) => line.startsWith("installing")),
      [
        "installing the lock's packages for Python 3.13 on arm64",
        "installing the lock's packages for Python 3.14 on arm64",
        "installing the lock's packages for Python 3.14 on x86_64",
      ],
    );
  });

  it("installs what the function's Python and processor run, not what this machine runs", async () => {
    const { source, output, tinyLock } = workplace();
    await writeApp(source, tinyLock);
    await packagePython({ source, output, python: "3.12", architecture: "x86_64" });
    const tag = (await zipEntries(output)).find(({ path }) => path === "tiny/tag.txt");
    assert.equal(tag?.bytes.toString(), "cp312-cp312-manylinux_2_28_x86_64");
  });

  it("leaves out tests, environments and caches, says so, and takes a link inside the folder as its file", async () => {
    const { source, output } = workplace();
    await writeFiles(source, {
      "tests/test_app.py": "",
      "python/pyvenv.cfg": "",
      "__pycache__/app.pyc": "",
      ".env": "SECRET=1",
    });
    symlinkSync("app.py", join(source, "alias.py"));
    const told: string[] = [];
    await packagePython({ source, output, report: (line) => told.push(line) });
    const entries = await zipEntries(output);
    assert.deepEqual(
      entries.map(({ path }) => path),
      ["alias.py", "app.py", "requirements.lock", "run.sh"],
    );
    assert.equal(entries[0]!.bytes.toString(), entries[1]!.bytes.toString());
    assert.deepEqual(told.slice(0, 4), [
      "left out .env (secrets of this machine)",
      "left out __pycache__ (caches)",
      "left out python (packages of this machine)",
      "left out tests (tests)",
    ]);
  });
});

function sha256sum(path: string): string {
  return execFileSync("sha256sum", [path]).toString().slice(0, 64);
}
