import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync, symlinkSync } from "node:fs";
import { mkdir, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { packagePython, type PackagePythonOptions } from "../../packaging/package-python";
import { unzippedLimitBytes } from "../../packaging/unzipped-size";
import { lockOf, writeFiles } from "./sample";
import { workplacePerTest } from "./workplace";

describe("packaging a Python app, when it is refused", () => {
  const workplace = workplacePerTest();

  it("is for a folder that is not there", async () => {
    const { root, refused } = workplace();
    await refused(
      { source: join(root, "none") },
      "source: must be the app's folder, got <root>/none; give the folder that has the start script and the lock",
    );
  });

  it("is for a Python and a processor it does not know, both at once", async () => {
    const choices = { python: "2.7", architecture: "vax" } as unknown as Partial<PackagePythonOptions>;
    await workplace().refused(
      choices,
      'python: must be one of 3.12, 3.13, 3.14, got "2.7"; choose what the function runs on\n' +
        'architecture: must be one of arm64, x86_64, got "vax"; choose what the function runs on',
    );
  });

  it("is without lock and start script, both at once, and nothing is written", async () => {
    const { source, output, refused } = workplace();
    await rm(join(source, "run.sh"));
    await rm(join(source, "requirements.lock"));
    await refused(
      {},
      "requirements.lock: must be a file in the app's folder, got nothing; make it with `pip-compile " +
        "--generate-hashes --output-file=requirements.lock requirements.in` (pip-tools)\n" +
        "run.sh: must be a file in the app's folder, got nothing; add a script that starts the service on 127.0.0.1 " +
        "and the port in PORT",
    );
    assert.equal(existsSync(dirname(output)), false);
  });

  it("is for a lock without hashes and a start script Lambda could not execute, all at once", async () => {
    const { source, refused } = workplace();
    await writeFiles(source, { "requirements.lock": "tiny==1.0\n", "run.sh": "#!/bin/sh\r\n" });
    await refused(
      {},
      /^requirements\.lock: must be hashed throughout, got no hash for tiny==1\.0;/m,
      /^run\.sh: must be a script with LF line ends, got CRLF;/m,
      /^run\.sh: must be executable, got a file without the mode bit;/m,
    );
  });

  it("is for an app over Lambda's size by itself", async () => {
    const { source, refused } = workplace();
    await writeFile(join(source, "model.bin"), "");
    await truncate(join(source, "model.bin"), unzippedLimitBytes);
    await refused({}, /^unzipped size: must be at most 262144000 bytes, .*\(largest: model\.bin 262144000, /);
  });

  it("is for an app that grows over Lambda's size while it is packaged", async () => {
    const { source, refused } = workplace();
    await writeFiles(source, { "manage.py": `open("big", "w").truncate(${unzippedLimitBytes})\n` });
    await refused({}, /^unzipped size: must be at most 262144000 bytes, .*\(largest: big 262144000, /);
  });

  it("is for links that lead out of the folder or nowhere, all named", async () => {
    const { root, source, refused } = workplace();
    await writeFile(join(root, "outside"), "");
    symlinkSync("../outside", join(source, "out"));
    symlinkSync("nowhere", join(source, "lost"));
    await refused({}, /^out: must be a file or a link to a file in the same folder, /m, /^lost: must be/m);
  });

  it("is for an output that is a folder, or that lies below a file", async () => {
    const { source, output, refused } = workplace();
    await mkdir(output, { recursive: true });
    await refused({}, /^output: must be the path of a file, got the folder <root>\/out\/app\.zip; /);
    const below = join(source, "app.py", "app.zip");
    await refused(
      { output: below },
      /^output: must be in a folder that can be made, got .*\/app\.zip \(EEXIST/,
    );
  });

  it("is without python3", async () => {
    const { root, source, tinyLock, refused } = workplace();
    await writeFiles(source, { "requirements.lock": tinyLock });
    process.env["PATH"] = join(root, "empty");
    await refused(
      {},
      "python3: must be a program on PATH, got no such program; install Python 3 with pip, or put its folder on PATH",
    );
  });

  it("is without pip", async () => {
    const { root, source, tinyLock, refused } = workplace();
    await writeFiles(source, { "requirements.lock": tinyLock });
    execFileSync("python3", ["-m", "venv", "--without-pip", join(root, "no-pip")]);
    process.env["PATH"] = `${join(root, "no-pip", "bin")}:${process.env["PATH"] ?? ""}`;
    await refused({}, /^pip: must be installed for the python3 on PATH, got no module named pip; /);
  });

  it("is when pip fails, with pip's last lines, and leaves the earlier package as it was", async () => {
    const { source, output, refused } = workplace();
    const earlier = await packagePython({ source, output });
    const bytes = await readFile(output);
    await writeFiles(source, { "requirements.lock": lockOf(`sha256:${"0".repeat(64)}`) });
    await refused(
      {},
      /^pip install: must be able to install every package of the lock as a wheel, got exit code 1; /,
      /THESE PACKAGES DO NOT MATCH THE HASHES/,
    );
    assert.deepEqual(await readFile(output), bytes);
    assert.deepEqual((await readdir(dirname(output))).sort(), ["app.zip", "app.zip.inputs.json"]);

    await writeFiles(source, { "requirements.lock": "# nothing\n" });
    assert.deepEqual(await packagePython({ source, output }), earlier);
  });

  it("is when collectstatic fails, with its last lines", async () => {
    const { source, output, refused } = workplace();
    await writeFiles(source, { "manage.py": "raise SystemExit('SECRET_KEY is missing')\n" });
    await refused(
      {},
      "manage.py collectstatic: must be able to run with the lock's packages and none of the service's environment, " +
        "got exit code 1; mend what its last lines say:\n  SECRET_KEY is missing",
    );
    assert.deepEqual(await readdir(dirname(output)), []);
  });

  it("is for an app's folder that bears the name of an installed package", async () => {
    const { source, tinyLock, refused } = workplace();
    await writeFiles(source, { "requirements.lock": tinyLock, "tiny/mine.py": "" });
    await refused({}, /^tiny: must be a name that no installed package uses, /);
  });

  it("stops when the caller gives up, with the caller's reason and nothing written", async () => {
    const { source, output, tinyLock } = workplace();
    await writeFiles(source, { "requirements.lock": tinyLock });
    const reason = new Error("enough");
    const giveUp = new AbortController();
    const report = (): void => {
      setTimeout(() => {
        giveUp.abort(reason);
      }, 50);
    };
    await assert.rejects(packagePython({ source, output, report, signal: giveUp.signal }), reason);
    assert.deepEqual(await readdir(dirname(output)), []);
  });
});
