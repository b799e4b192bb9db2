import { strict as assert } from "node:assert";
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unpack } from "../../../local/functions/unpack";
import { Refusal } from "../../../refusal/refusal";
import { zipOf, type Files } from "./helpers";

const LINK = 0o120777;

describe("unpacking a function's zip", () => {
  let around: string;
  beforeEach(() => {
    around = mkdtempSync(join(tmpdir(), "multistage-unpack-"));
  });
  afterEach(() => {
    rmSync(around, { recursive: true });
  });
  const refusal = async (zip: Buffer, maxBytes?: number): Promise<string[]> => {
    const folder = join(around, "inner", "code");
    const error = await unpack(zip, folder, maxBytes).then(
      () => assert.fail("was unpacked"),
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(existsSync(folder), false, "something was left");
    assert.deepEqual(
      readdirSync(around).filter((name) => name !== "inner"),
      [],
    );
    return error.problems.map(({ rule, got }) => `${rule}: ${got}`);
  };
  /** A zip whose names yazl would not write. */
  const renamed = async (files: Files, names: Readonly<Record<string, string>>): Promise<Buffer> => {
    let text = (await zipOf(files)).toString("latin1");
    for (const [from, to] of Object.entries(names)) text = text.replaceAll(from, to);
    return Buffer.from(text, "latin1");
  };

  it("refuses names that lead outside, all of them at once", async () => {
    const zip = await renamed(
      { "aa/up.txt": "1", "b/cc/up.txt": "2", "rabs.txt": "3", "w?win.txt": "4", "fine.txt": "5" },
      {
        "aa/up.txt": "../up.txt",
        "b/cc/up.txt": "b/../up.txt",
        "rabs.txt": "/abs.txt",
        "w?win.txt": "w\\win.txt",
      },
    );
    assert.deepEqual(await refusal(zip), [
      `files inside its own folder: "../up.txt"`,
      `files inside its own folder: "b/../up.txt"`,
      `files inside its own folder: "/abs.txt"`,
      `files inside its own folder: "w\\\\win.txt"`,
    ]);
  });

  for (const [title, files, problem] of [
    [
      "an absolute path",
      { out: { text: "/etc/passwd", mode: LINK } },
      `symbolic links to files of its own: "out" to "/etc/passwd"`,
    ],
    [
      "a folder above",
      { "a/out": { text: "../../x", mode: LINK } },
      `symbolic links to files of its own: "a/out" to "../../x"`,
    ],
    ["nowhere", { out: { text: "missing", mode: LINK } }, `symbolic links to files of its own: "out"`],
    [
      "a folder above by way of another",
      { "d/e/f.txt": "f", back: { text: "d/..", mode: LINK }, sly: { text: "back/../inner", mode: LINK } },
      `symbolic links to files of its own: "sly"`,
    ],
  ] as const)
    it(`refuses a symbolic link to ${title}`, async () => {
      assert.deepEqual(await refusal(await zipOf(files)), [problem]);
    });

  it("refuses a file behind a symbolic link, and a name that stands there twice", async () => {
    const behind = await zipOf({ link: { text: ".", mode: LINK }, "link/file.txt": "x" });
    assert.deepEqual(await refusal(behind), [`files that lie behind no symbolic link: "link/file.txt"`]);
    const twice = await renamed({ "a.txt": "1", "b.txt": "2" }, { "b.txt": "a.txt" });
    assert.deepEqual(await refusal(twice), [`one file of a name: "a.txt" twice`]);
  });

  it("refuses what unpacks to too much, before it writes any of it", async () => {
    const zip = await zipOf({ "zeros.bin": "0".repeat(3_000_000) });
    assert.ok(zip.length < 10_000);
    assert.deepEqual(await refusal(zip, 1_000_000), ["at most 1000000 bytes unpacked: 3000000 bytes"]);
  });

  it("refuses a file that has more bytes than its zip says", async () => {
    const zip = await zipOf({ "zeros.bin": "0".repeat(3_000_000) });
    const size = Buffer.alloc(4);
    size.writeUInt32LE(3_000_000);
    for (let at = zip.indexOf(size); at !== -1; at = zip.indexOf(size, at)) zip.writeUInt32LE(1_000, at);
    const [problem] = await refusal(zip, 1_000_000);
    assert.match(problem ?? "", /^a zip: /);
  });

  it("refuses what is no zip", async () => {
    assert.match(
      (await refusal(Buffer.from("no zip at all, but long enough to look for one")))[0] ?? "",
      /^a zip: /,
    );
    assert.match((await refusal((await zipOf({ "a.txt": "a" })).subarray(0, 40)))[0] ?? "", /^a zip: /);
  });

  it("keeps bytes, modes and links among its own files", async () => {
    const folder = join(around, "code");
    const zip = await zipOf({
      "run.sh": { text: "#!/bin/sh\n", mode: 0o100755 },
      "deep/er/data.txt": { text: "é", mode: 0o100640 },
      "deep/link": { text: "er/data.txt", mode: LINK },
    });
    await unpack(zip, folder);
    assert.equal(statSync(join(folder, "run.sh")).mode & 0o777, 0o755);
    assert.equal(statSync(join(folder, "deep/er/data.txt")).mode & 0o777, 0o640);
    assert.equal(readlinkSync(join(folder, "deep/link")), "er/data.txt");
    assert.equal(readFileSync(join(folder, "deep/link"), "utf8"), "é");
  });
});
