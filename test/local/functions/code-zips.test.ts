import { strict as assert } from "node:assert";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CodeZips } from "../../../local/functions/control/code-zips";
import { temporaryFolder } from "../../helpers/temporary-folder";

describe("the zips of functions", () => {
  const noObjects = (): Promise<Buffer> => Promise.reject(new Error("there are no objects"));

  it("that a killed plane has left are gone at the next start", () => {
    const folder = join(temporaryFolder(), "zips");
    mkdirSync(folder);
    writeFileSync(join(folder, "0a1b.zip"), "");
    new CodeZips(folder, noObjects);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("are kept once where several bring the same at once", async () => {
    const folder = join(temporaryFolder(), "zips");
    const zips = new CodeZips(folder, noObjects);
    const ZipFile = Buffer.alloc(1_000_000, "zip").toString("base64");
    const kept = await Promise.all([1, 2, 3].map(() => zips.keep({ ZipFile })));
    assert.equal(new Set(kept.map(({ CodeSha256 }) => CodeSha256)).size, 1);
    assert.equal(readdirSync(folder).length, 1);
  });
});
