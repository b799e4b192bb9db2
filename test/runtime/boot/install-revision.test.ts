import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { folderOf, withPython } from "./instance";
import { EVENTS, linesOf, traced, tracedInstance } from "./traced";

withPython();

describe("the installer of a revision", () => {
  it("starts nothing before the first release, and says so", async () => {
    const { instance, environment } = tracedInstance();
    await instance.record('{"releaseId":"none"}');
    assert.deepEqual(await instance.boot(environment), {
      status: 0,
      log: "install-revision: /shop/dev/services/storefront/blue/revision names no release yet: nothing to start\n",
    });
    assert.deepEqual(await readdir(instance.disk), []);
  });

  it("copies the files and runs the hooks in CodeDeploy's order, with its variables", async () => {
    const { instance, destination, trace, environment } = tracedInstance();
    await instance.release("r-1", await folderOf(traced(destination)));
    assert.deepEqual(await instance.boot(environment), {
      status: 0,
      log: [
        ...EVENTS.slice(1).map((event) => `install-revision: ${event}: scripts/trace\n`),
        "install-revision: release r-1 is installed\n",
      ].join(""),
    });
    assert.deepEqual(
      await linesOf(trace),
      EVENTS.slice(1).map((event) => `${event} r-1 r-1 storefront shop-dev-storefront-fleet-blue 8080`),
    );
    const there = (await readdir(destination, { recursive: true })).sort();
    assert.deepEqual(there, ["bin", "bin/tool", "doc", "doc/notice.txt", "main.py"]);
    assert.equal((await stat(join(destination, "bin/tool"))).mode & 0o777, 0o755);
    assert.equal((await stat(join(destination, "main.py"))).mode & 0o777, 0o644);
  });

  it("fetches the version that was released, though a newer one is there", async () => {
    const { instance, destination, environment } = tracedInstance();
    await instance.release("r-1", await folderOf(traced(destination)));
    const released = await instance.recorded();
    await instance.release("r-2", await folderOf(traced(destination, { "app/main.py": "print('newer')\n" })));
    await instance.record(released);
    assert.equal((await instance.boot(environment)).status, 0);
    assert.equal(await readFile(join(destination, "main.py"), "utf8"), "print('hello')\n");
  });

  it("stops what runs by its own script, and removes its files, before the next is copied", async () => {
    const { instance, destination, trace, environment } = tracedInstance();
    const first = traced(destination, { "app/old.py": "", "app/data/keep": "" });
    await instance.release("r-1", await folderOf(first));
    assert.equal((await instance.boot(environment)).status, 0);
    await writeFile(join(destination, "data/made-by-the-app"), "");
    await rm(trace);

    const second = traced(destination, {
      "scripts/trace": '#!/bin/sh\necho "the second: $LIFECYCLE_EVENT" >> "$TRACE"\n',
    });
    await instance.release("r-2", await folderOf(second));
    assert.equal((await instance.boot(environment)).status, 0);
    assert.deepEqual(await linesOf(trace), [
      "ApplicationStop r-2 r-2 storefront shop-dev-storefront-fleet-blue 8080",
      ...EVENTS.slice(1).map((event) => `the second: ${event}`),
    ]);
    const there = (await readdir(destination, { recursive: true })).sort();
    assert.deepEqual(there, [
      "bin",
      "bin/tool",
      "data",
      "data/made-by-the-app",
      "doc",
      "doc/notice.txt",
      "main.py",
    ]);
  });

  it("does not stop what runs for a revision that it refuses", async () => {
    const { instance, destination, trace, environment } = tracedInstance();
    await instance.release("r-1", await folderOf(traced(destination)));
    assert.equal((await instance.boot(environment)).status, 0);
    await rm(trace);
    await instance.release("r-2", await folderOf(traced(destination, { "appspec.yml": "version: 0.1\n" })));
    assert.equal((await instance.boot(environment)).status, 1);
    assert.ok(!existsSync(trace));
    assert.ok(existsSync(join(destination, "main.py")));
  });

  for (const [behaviour, expected] of [
    ["OVERWRITE", "print('hello')\n"],
    ["RETAIN", "mine\n"],
  ] as const) {
    it(`does with files that are there as ${behaviour} says`, async () => {
      const { instance, destination, environment } = tracedInstance();
      await mkdir(destination, { recursive: true });
      await writeFile(join(destination, "main.py"), "mine\n");
      const files = traced(destination);
      const appspec = `${files["appspec.yml"] ?? ""}file_exists_behavior: ${behaviour}\n`;
      await instance.release("r-1", await folderOf({ ...files, "appspec.yml": appspec }));
      assert.equal((await instance.boot(environment)).status, 0);
      assert.equal(await readFile(join(destination, "main.py"), "utf8"), expected);
      assert.ok(existsSync(join(destination, "bin/tool")));
    });
  }

  it("makes a script executable that its archive has not kept so, and leaves traffic hooks to the release", async () => {
    const { instance, destination, trace, environment } = tracedInstance();
    const files = traced(destination);
    const appspec = `${files["appspec.yml"] ?? ""}  BeforeAllowTraffic:\n    - location: scripts/trace\n`;
    const folder = await folderOf({ ...files, "appspec.yml": appspec });
    await chmod(join(folder, "scripts/trace"), 0o644);
    await instance.release("r-1", folder);
    const { status, log } = await instance.boot(environment);
    assert.equal(status, 0);
    assert.match(
      log,
      /^install-revision: BeforeAllowTraffic was not run: it is the release that moves the traffic$/m,
    );
    assert.deepEqual(
      (await linesOf(trace)).map((line) => line.split(" ", 1)[0]),
      EVENTS.slice(1),
    );
  });
});
