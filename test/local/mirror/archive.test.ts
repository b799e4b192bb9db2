import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromBuffer, type Entry } from "yauzl";
import { archiveBytes } from "../../../local/mirror/archive";
import { Asset, ASSET, SIGNATURE } from "../../../wire/values";
import { temporaryFolder } from "../../helpers/temporary-folder";

function names(bytes: Buffer): Promise<string[]> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, {}, (error, zip) => {
      if (error !== null) {
        reject(error);
        return;
      }
      const found: string[] = [];
      zip.on("entry", (entry: Entry) => found.push(entry.fileName));
      zip.on("end", () => {
        resolve(found);
      });
    });
  });
}

describe("an archive of the program as a zip", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "app", "pages"), { recursive: true });
  writeFileSync(join(folder, "app", "main.py"), "1");
  writeFileSync(join(folder, "app", "pages", "one.html"), "2");
  const asset = (fields: Record<string, string>) => ({ [SIGNATURE]: ASSET, hash: "", ...fields });

  it("is refused where it is to be fetched from somewhere", async () => {
    const archive = new Asset("archive", "", { uri: "https://example.org/app.zip" });
    await assert.rejects(
      archiveBytes(archive),
      /code: must be a file, a folder, a text or an archive of these/,
    );
  });

  it("is a zip file as it is", async () => {
    const path = join(folder, "app.zip");
    writeFileSync(path, "any bytes");
    assert.deepEqual(await archiveBytes(new Asset("archive", "", { path })), Buffer.from("any bytes"));
  });

  it("is a folder, or what is put together of texts, files and folders", async () => {
    const packed = await archiveBytes(new Asset("archive", "", { path: join(folder, "app") }));
    assert.deepEqual(await names(packed), ["main.py", "pages/one.html"]);
    const assets = {
      "index.js": asset({ text: "exports.handler = 1;" }),
      "run.py": asset({ path: join(folder, "app", "main.py") }),
      lib: asset({ path: join(folder, "app") }),
    };
    const archive = new Asset("archive", "", { assets });
    const bytes = await archiveBytes(archive);
    assert.deepEqual(await names(bytes), ["index.js", "lib/main.py", "lib/pages/one.html", "run.py"]);
    assert.deepEqual(await archiveBytes(archive), bytes);
  });
});
