import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { typeTable } from "../../../../local/aws/types/type-table";
import { cacheFolder } from "../../../../local/engine/cache-folder";
import { Refusal, shown } from "../../../../refusal/refusal";
import { temporaryFolder } from "../../../helpers/temporary-folder";

describe("typeTable", () => {
  /** The file of this SDK and this reader: the last one written, once it was asked for. */
  let name: string;
  let text: string;
  before(() => {
    const known = cacheFolder(process.env);
    const table = typeTable(known);
    text = JSON.stringify(table);
    const names = readdirSync(join(known, "aws-types")).filter((file) => file.startsWith(`${table.sdk}-`));
    const probe = temporaryFolder();
    mkdirSync(join(probe, "aws-types"));
    for (const candidate of names)
      writeFileSync(join(probe, "aws-types", candidate), JSON.stringify(candidate));
    name = typeTable(probe) as unknown as string;
  });

  it("refuses a cache folder it cannot write, says which, and how to name another", () => {
    const cache = join(temporaryFolder(), "file");
    writeFileSync(cache, "");
    assert.throws(
      () => typeTable(cache),
      (error: Error) => {
        assert.ok(error instanceof Refusal);
        assert.equal(
          error.message,
          `MULTISTAGE_CACHE_DIR: must be a folder that can be written, got ${shown(join(cache, "aws-types"))} (ENOTDIR); ` +
            "set MULTISTAGE_CACHE_DIR to a folder of yours, or mend this one",
        );
        return true;
      },
    );
  });

  it("makes anew what a killed process left half written, and leaves nothing else behind", () => {
    const cache = temporaryFolder();
    mkdirSync(join(cache, "aws-types"));
    writeFileSync(join(cache, "aws-types", name), text.slice(0, text.length / 2));
    assert.equal(JSON.stringify(typeTable(cache)), text);
    assert.deepEqual(readdirSync(join(cache, "aws-types")), [name]);
    assert.equal(readFileSync(join(cache, "aws-types", name), "utf8"), text);
  });

  it("takes what stands there for this SDK and this reader, without reading the SDK again", () => {
    const cache = temporaryFolder();
    mkdirSync(join(cache, "aws-types"));
    writeFileSync(join(cache, "aws-types", name), '{"sdk":"from the cache"}');
    assert.deepEqual(typeTable(cache), { sdk: "from the cache" });
  });
});
