/** A folder for each test that packages: an app, an output, and a temporary folder in which nothing may be left. */
import { strict as assert } from "node:assert";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packagePython, type PackagePythonOptions } from "../../packaging/package-python";
import { Refusal } from "../../refusal/refusal";
import { lockOf, writeFiles, writeWheel } from "./sample";

export interface Workplace {
  /** The folder of everything below. */
  readonly root: string;
  /** The app of this test: a start script, `app.py` and an empty lock. */
  readonly source: string;
  /** Where its package goes; the folder is not there yet. */
  readonly output: string;
  /** A lock of `tiny`, whose wheels (`tinyTags`) pip finds in a folder here and nowhere else. */
  readonly tinyLock: string;
  /** Holds a packaging of the app to be refused with these messages, `root` shown as `<root>`. */
  readonly refused: (
    options: Partial<PackagePythonOptions>,
    ...messages: (string | RegExp)[]
  ) => Promise<void>;
}

/** The wheels there are of `tiny`: one for each of two Pythons and processors. */
export const tinyTags = ["cp312-cp312", "cp313-cp313"].flatMap((python) => [
  `${python}-manylinux2014_aarch64`,
  `${python}-manylinux_2_28_x86_64`,
]);

/** Gives every test of the surrounding `describe` a workplace of its own, and the environment back afterwards. */
export function workplacePerTest(): () => Workplace {
  const base = mkdtempSync(join(tmpdir(), "multistage-packaging-"));
  const environment = { ...process.env };
  const wheels = join(base, "wheels");
  let tinyLock: string;
  let root: string;
  let count = 0;

  before(async () => {
    mkdirSync(wheels);
    tinyLock = lockOf(...(await Promise.all(tinyTags.map((tag) => writeWheel(wheels, tag)))));
  });
  beforeEach(async () => {
    root = join(base, String(++count));
    mkdirSync(join(root, "tmp"), { recursive: true });
    Object.assign(process.env, { PIP_NO_INDEX: "1", PIP_FIND_LINKS: wheels, TMPDIR: join(root, "tmp") });
    await writeApp(join(root, "app"));
  });
  afterEach(async () => {
    // One by one: a new object for `process.env` would no longer be the environment of this process.
    for (const name of Object.keys(process.env))
      if (!(name in environment)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, environment);
    assert.deepEqual(await readdir(join(root, "tmp")), [], "left in the temporary folder");
  });
  after(() => {
    rmSync(base, { recursive: true });
  });

  return () => {
    const here = { root, source: join(root, "app"), output: join(root, "out", "app.zip") };
    const refused: Workplace["refused"] = (options, ...messages) =>
      assert.rejects(packagePython({ ...here, ...options }), (error) => {
        assert.ok(error instanceof Refusal, String(error));
        const shown = error.message.replaceAll(here.root, "<root>");
        for (const message of messages) {
          if (typeof message === "string") assert.equal(shown, message);
          else assert.match(shown, message);
        }
        return true;
      });
    return { ...here, tinyLock, refused };
  };
}

/** Writes the app that every test starts from. */
export async function writeApp(folder: string, lock = "# nothing\n"): Promise<void> {
  await writeFiles(folder, {
    "run.sh*": "#!/bin/sh\nexec python3 app.py\n",
    "app.py": "print('hello')\n",
    "requirements.lock": lock,
  });
}
