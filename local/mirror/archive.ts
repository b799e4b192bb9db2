/** An archive of the program as the bytes of a zip: what Lambda is sent. */
import { readFile, stat } from "node:fs/promises";
import { readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { buffer } from "node:stream/consumers";
import { ZipFile } from "yazl";
import { Refusal, shown } from "../../refusal/refusal";
import { Asset, type Json, type Value } from "../../wire/values";

/** The same files are the same bytes. */
const MADE = new Date("2000-01-01T00:00:00Z");

type Files = ReadonlyMap<string, Buffer>;

/**
 * A zip file as it is; a folder, or an archive put together of assets, packed.
 *
 * @throws Refusal for one that is neither (fetched from a URL)
 */
export async function archiveBytes(archive: Value): Promise<Buffer> {
  const { path } = archive instanceof Asset ? archive.fields : {};
  if (typeof path === "string" && (await stat(path)).isFile()) return readFile(path);
  const zip = new ZipFile();
  const files = await filesOf(archive, "");
  for (const [name, bytes] of [...files].sort(([one], [other]) => (one < other ? -1 : 1)))
    zip.addBuffer(bytes, name, { mtime: MADE, mode: 0o100755 });
  zip.end();
  return buffer(zip.outputStream);
}

async function filesOf(given: Value, name: string): Promise<Files> {
  if (!(given instanceof Asset)) throw unknown(name, given);
  const { path, text, assets } = given.fields;
  if (typeof text === "string") return new Map([[name, Buffer.from(text)]]);
  if (typeof path === "string") return filesBelow(path, name);
  if (typeof assets !== "object" || assets === null || Array.isArray(assets)) throw unknown(name, "a URL");
  const parts = Object.entries(assets).map(([key, entry]) => filesOf(assetOf(entry), join(name, key)));
  return new Map((await Promise.all(parts)).flatMap((files) => [...files]));
}

async function filesBelow(path: string, name: string): Promise<Files> {
  if ((await stat(path)).isFile()) return new Map([[name, await readFile(path)]]);
  const found = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = found.map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (file) => [join(name, relative(path, file)), await readFile(file)] as const),
    ),
  );
}

/** What stands in an archive is as the engine sent it. */
function assetOf(entry: Json): Asset {
  const fields = entry as Record<string, Json>;
  return new Asset("asset", "", fields);
}

function unknown(name: string, got: unknown): Refusal {
  const rule = "a file, a folder, a text or an archive of these";
  return new Refusal({ property: `code ${name}`.trim(), rule, got: shown(got), remedy: "pack it into one" });
}
