import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { fileBackend, lockFiles, tornSideFiles } from "../../../cli/repair/file-backend";
import { readLock } from "../../../cli/repair/lock";
import { temporaryFolder } from "../../helpers/temporary-folder";

const HOLDER = { pid: 7, username: "ada", hostname: "vm", timestamp: "2026-11-21T07:33:15.9Z" };

describe("a file backend", () => {
  const root = join(temporaryFolder(), "the state");
  const backend = { root: join(root, ".pulumi"), project: "tiny", stack: "dev" };
  const write = (path: string, text: string): string => {
    const file = join(backend.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };

  it("is none where the state is not on this machine", () => {
    for (const url of ["s3://bucket/path", "https://api.pulumi.com", "azblob://container"])
      assert.equal(fileBackend(url, "/", "tiny", "dev"), undefined);
  });

  it("is found however its folder and the stack are written", () => {
    const urls = [
      pathToFileURL(root).href,
      `file://${root}?no_tmp_dir=true`,
      `file://./${relative("/tmp", root)}`,
      `file://~/${relative(homedir(), root)}`,
    ];
    for (const url of urls) assert.deepEqual(fileBackend(url, "/tmp", "tiny", "dev"), backend);
    assert.deepEqual(fileBackend(urls[0]!, "/", "other", "organization/tiny/dev"), backend);
  });

  it("has neither locks nor anything torn where there is nothing", () => {
    assert.deepEqual([lockFiles(backend), tornSideFiles(backend)], [[], []]);
  });

  it("has locks that say who holds them, unless they are torn or of another kind", () => {
    const locks = "locks/organization/tiny/dev";
    write("locks/organization/tiny/prod/1.json", "{}");
    write(`${locks}/1.json.attrs`, "{}");
    const file = write(`${locks}/1.json`, JSON.stringify(HOLDER));
    assert.deepEqual(lockFiles(backend), [file]);
    assert.deepEqual(readLock(file), { file, holder: HOLDER });
    for (const text of ["", '{"pid":7,', "{}", '{"pid":"7"}']) {
      writeFileSync(file, text);
      assert.deepEqual(readLock(file), { file, holder: undefined });
    }
  });

  it("tells torn side files of the stack from whole ones and from those of others, and which hide the state", () => {
    const torn = [
      "stacks/tiny/dev.json.attrs",
      "stacks/tiny/dev.json.bak.attrs",
      "history/tiny/dev/a.json.attrs",
    ];
    const files = torn.map((path, index) => write(path, index === 0 ? "" : '{"user.'));
    write("stacks/tiny/dev.json", "");
    write("stacks/tiny/dev2.json.attrs", "");
    write("stacks/other/dev.json.attrs", "");
    write("backups/tiny/dev/b.json.attrs", "{}");
    assert.deepEqual(
      tornSideFiles(backend),
      files.map((file, index) => ({ file, hidesState: index === 0 })),
    );
  });
});
