import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { cp, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { answers, freePort } from "../../examples/served";
import { becomes, isRunning } from "../../helpers/processes";
import { folderOf, Instance, withPython, type Files } from "./instance";

const example = resolve(__dirname, "../../../examples/ec2-web");

withPython();

describe("the EC2 example as a revision", () => {
  /** The example, to be installed on an instance's own disk. */
  async function exampleFor(
    { disk }: Instance,
    changes: Files = {},
  ): Promise<{ folder: string; installed: string }> {
    const installed = join(disk, "srv", "storefront");
    const folder = await folderOf({});
    await cp(example, folder, { recursive: true });
    const appspec = await readFile(join(folder, "appspec.yml"), "utf8");
    assert.match(appspec, /destination: \/srv\/storefront\n/);
    await writeFile(join(folder, "appspec.yml"), appspec.replace("/srv/storefront", installed));
    for (const [path, text] of Object.entries(changes)) await writeFile(join(folder, path), text);
    return { folder, installed };
  }

  it("is installed, says its release, and gives its place to the next", async function () {
    this.timeout(120_000);
    const instance = new Instance();
    const port = String(await freePort());
    const url = `http://127.0.0.1:${port}`;
    const { folder, installed } = await exampleFor(instance);
    const environment = { HOST: "127.0.0.1", PORT: port, INSTALL_DIR: installed };
    const version = async (): Promise<string> => (await fetch(`${url}/version`)).text();
    const pid = async (): Promise<number> => Number(await readFile(join(installed, "app.pid"), "utf8"));
    try {
      await instance.release("r-1", folder);
      const first = await instance.boot(environment);
      assert.equal(first.status, 0, first.log);
      assert.equal(await version(), "r-1\n");
      const old = await pid();

      await instance.release("r-2", folder);
      const second = await instance.boot(environment);
      assert.equal(second.status, 0, second.log);
      assert.equal(await version(), "r-2\n");
      await becomes(() => !isRunning(old), "the end of the first release");
      assert.match(await (await fetch(url)).text(), /Release r-2/);
    } finally {
      // Where the first boot fails there is none, and its log is what the test shows.
      if (existsSync(join(installed, "app.pid"))) process.kill(await pid(), "SIGKILL");
    }
    assert.equal(await answers(url), false);
  });

  it("is not installed when it does not say that it is the release", async function () {
    this.timeout(120_000);
    const instance = new Instance();
    const { folder, installed } = await exampleFor(instance, {
      "storefront/app.py": "raise SystemExit('broken')\n",
    });
    await instance.release("r-1", folder);
    const port = String(await freePort());
    const { status, log } = await instance.boot({ HOST: "127.0.0.1", PORT: port, INSTALL_DIR: installed });
    assert.equal(status, 1);
    assert.match(log, /\/version: must be r-1, got the end of the app; see app\.log/);
    assert.match(log, /ValidateService: scripts\/validate-service: must end with 0, got 1/);
    assert.equal(await readFile(join(installed, "app.log"), "utf8"), "broken\n");
  });
});
