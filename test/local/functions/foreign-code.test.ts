import { strict as assert } from "node:assert";
import { execFileSync } from "node:child_process";
import { stage, versionOf, zipOf } from "./helpers";

/** As much of a library as says for which processor it is. */
function library(number: number): { text: Buffer; mode: number } {
  const head = Buffer.alloc(64);
  head.write("\x7fELF\x02\x01\x01", "latin1");
  head.writeUInt16LE(number, 18);
  return { text: head, mode: 0o100755 };
}
const [OWN, OTHER] = process.arch === "arm64" ? [0xb7, 0x3e] : [0x3e, 0xb7];
const other = process.arch === "arm64" ? "x64" : "arm64";
const here = execFileSync("python3", ["-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
  .toString()
  .trim();

describe("a package for another machine", () => {
  if (process.platform !== "linux") return; // Nothing made for Lambda can be loaded elsewhere.
  const started = async (native: Readonly<Record<string, number>>) => {
    const files = Object.entries(native).map(([path, number]) => [path, library(number)] as const);
    const zip = await zipOf({
      "app.py": "import fast._native\ndef handler(event, context):\n  return 1\n",
      "fast/__init__.py": "",
      ...Object.fromEntries(files),
    });
    const own = stage([versionOf({ zip, runtime: "python3.13", handler: "app.handler" })]);
    try {
      const { value } = await own.call();
      return { error: (value as { errorMessage: string }).errorMessage, log: own.log() };
    } finally {
      await own.stop();
    }
  };

  it("says so in words as it starts, with what it was made for and what is here", async () => {
    const file = "fast/_native.cpython-313-aarch64-linux-gnu.so";
    const { error, log } = await started({ [file]: OTHER, "fast.libs/libm.so.6": OTHER });
    assert.match(error, /Unable to import module 'app': No module named 'fast\._native'/);
    assert.equal(
      log[0],
      `This package was made for linux ${other}; here is linux ${process.arch} Python ${here}, ` +
        `where its native code cannot be loaded: fast.libs/libm.so.6, ${file}`,
    );
  });

  it("says so of one for another Python, and shows a few of many", async () => {
    const files = ["a", "b", "c", "d", "e"].map((name) => `fast/${name}.cpython-399-x86_64-linux-gnu.so`);
    const { log } = await started(Object.fromEntries(files.map((file) => [file, OWN])));
    assert.equal(
      log[0],
      `This package was made for linux ${process.arch} Python 3.99; here is linux ${process.arch} Python ${here}, ` +
        `where its native code cannot be loaded: ${files.slice(0, 3).join(", ")} and 2 more`,
    );
  });

  it("says nothing of code that fits, and of files that are none", async () => {
    const own = `fast/_native.cpython-${here.replace(".", "")}-linux-gnu.so`;
    const { log } = await started({ [own]: OWN, "fast/any.abi3.so": OWN });
    assert.match(log[0] ?? "", /^INIT_START /);
  });
});
