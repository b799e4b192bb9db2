import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { becomes, isRunning } from "../../helpers/processes";
import { folderOf, withPython } from "./instance";
import { linesOf, traced, tracedInstance } from "./traced";

withPython();

describe("the installer of a revision refuses", () => {
  for (const [what, record] of [
    ["no JSON", "r-1"],
    ["no object", "[]"],
    ["a revision without its version", '{"bucket":"b","key":"k","sha256":"0","releaseId":"r-1"}'],
  ] as const) {
    it(`a parameter that holds ${what}, and says what it must hold`, async () => {
      const { instance } = tracedInstance();
      await instance.record(record);
      assert.deepEqual(await instance.boot(), {
        status: 1,
        log:
          "install-revision: /shop/dev/services/storefront/blue/revision: must be JSON with bucket, key, versionId, " +
          "sha256, releaseId; release the service again\n",
      });
      assert.deepEqual(await readdir(instance.disk), []);
    });
  }

  it("an object that is not the one released, and keeps nothing of it", async () => {
    const { instance, destination, trace, environment } = tracedInstance();
    const sha256 = "0".repeat(64);
    await instance.release("r-1", await folderOf(traced(destination)), { sha256 });
    const { status, log } = await instance.boot(environment);
    assert.equal(status, 1);
    assert.match(
      log,
      /^install-revision: sha256: must be 0{64}, got [0-9a-f]{64}; release the artifact again\n$/,
    );
    assert.ok(!existsSync(trace) && !existsSync(destination));
    assert.deepEqual(await readdir(join(instance.disk, "opt", "multistage")), ["next"]);
    assert.deepEqual(await readdir(join(instance.disk, "opt", "multistage", "next")), []);
  });

  it("a version that is not there, whatever newer ones are", async () => {
    const { instance, destination, environment } = tracedInstance();
    await instance.release("r-1", await folderOf(traced(destination)), { versionId: "version-9" });
    const { status, log } = await instance.boot(environment);
    assert.equal(status, 1);
    assert.match(log, /version-9/);
    assert.ok(!existsSync(destination));
  });

  it("an AppSpec for everything that is wrong with it, before anything runs", async () => {
    const { instance, trace, environment } = tracedInstance();
    const appspec =
      "version: 0.1\nos: windows\npermissions: []\nfile_exists_behavior: MERGE\n" +
      "files:\n  - source: missing\n    destination: srv/app\n" +
      "hooks:\n  Install:\n    - location: scripts/trace\n  AfterInstall:\n    - location: scripts/none\n" +
      "      runas: ec2-user\n";
    await instance.release("r-1", await folderOf(traced("/srv/app", { "appspec.yml": appspec })));
    const { status, log } = await instance.boot(environment);
    assert.equal(status, 1);
    assert.deepEqual(log.replace("install-revision: appspec.yml: ", "").trimEnd().split("; "), [
      "version and os must be 0.0 and linux",
      "permissions must be one of version, os, files, file_exists_behavior, hooks",
      "file_exists_behavior must be one of DISALLOW, OVERWRITE, RETAIN",
      "source must be in the revision, got missing",
      "destination must begin with a slash, got srv/app",
      "Install must be one of ApplicationStop, BeforeInstall, AfterInstall, ApplicationStart, ValidateService, " +
        "BeforeBlockTraffic, AfterBlockTraffic, BeforeAllowTraffic, AfterAllowTraffic",
      "location must be a file of the revision, got scripts/none",
      "runas is not known at boot: change the user in the script",
    ]);
    assert.ok(!existsSync(trace));
  });

  for (const [what, appspec, said] of [
    ["is no mapping", "- version\n", /must have the structure of CodeDeploy's AppSpec reference\n$/],
    [
      "has a list of files without a source",
      "version: 0.0\nos: linux\nfiles: [{}]\n",
      /must have the structure/,
    ],
    ["is no YAML", "version: [\n", /^install-revision: while parsing/],
    [
      "gives a hook no number of seconds, or more than an hour",
      "version: 0.0\nos: linux\nhooks:\n  BeforeInstall:\n" +
        "    - {location: scripts/trace, timeout: 5m}\n    - {location: scripts/trace, timeout: 3601}\n",
      /timeout must be a whole number from 1 to 3600, got 5m; timeout must be .*, got 3601\n$/,
    ],
    [
      "names files outside of its revision",
      "version: 0.0\nos: linux\nfiles:\n  - {source: ../../secret, destination: /srv}\n",
      /must name files of the revision, got \.\.\/\.\.\/secret\n$/,
    ],
  ] as const) {
    it(`an AppSpec that ${what}`, async () => {
      const { instance, environment } = tracedInstance();
      await instance.release("r-1", await folderOf(traced("/srv/app", { "appspec.yml": appspec })));
      const { status, log } = await instance.boot(environment);
      assert.equal(status, 1);
      assert.match(log, said);
      assert.doesNotMatch(log, /Traceback/);
    });
  }

  it("to go on after a hook that fails, and names it and its exit code", async () => {
    const { instance, destination, trace, environment } = tracedInstance();
    const fails =
      '#!/bin/sh\necho "$LIFECYCLE_EVENT" >> "$TRACE"\n[ "$LIFECYCLE_EVENT" != AfterInstall ] || exit 3\n';
    await instance.release("r-1", await folderOf(traced(destination, { "scripts/trace": fails })));
    const { status, log } = await instance.boot(environment);
    assert.equal(status, 1);
    assert.match(
      log,
      /^install-revision: AfterInstall: scripts\/trace: must end with 0, got 3; its output stands above$/m,
    );
    assert.deepEqual(await linesOf(trace), ["BeforeInstall", "AfterInstall"]);
  });

  it("to wait for a hook longer than its timeout, and ends it with what it started", async () => {
    const { instance, destination, trace, environment } = tracedInstance();
    const appspec =
      "version: 0.0\nos: linux\nhooks:\n  BeforeInstall:\n    - {location: scripts/trace, timeout: 1}\n";
    const hangs = '#!/bin/sh\nsleep 600 &\necho $! > "$TRACE"\nwait\n';
    const files = traced(destination, { "appspec.yml": appspec, "scripts/trace": hangs });
    await instance.release("r-1", await folderOf(files));
    const { status, log } = await instance.boot(environment);
    assert.equal(status, 1);
    assert.match(log, /BeforeInstall: scripts\/trace: must end within 1 s; raise its timeout\n$/);
    const [pid = ""] = await linesOf(trace);
    await becomes(() => !isRunning(Number(pid)), "the end of what the hook started");
  });

  it("to overwrite a file it has not put there itself", async () => {
    const { instance, destination, environment } = tracedInstance();
    await mkdir(destination, { recursive: true });
    await writeFile(join(destination, "main.py"), "mine\n");
    await instance.release("r-1", await folderOf(traced(destination)));
    const { status, log } = await instance.boot(environment);
    assert.equal(status, 1);
    assert.ok(
      log.endsWith(
        `install-revision: files: must not be there before, got ${destination}/main.py; see file_exists_behavior\n`,
      ),
      log,
    );
    assert.equal(await readFile(join(destination, "main.py"), "utf8"), "mine\n");
    assert.deepEqual(await readdir(destination), ["main.py"]);
  });
});
