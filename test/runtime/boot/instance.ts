/** An instance on this machine: a folder for what it has on its disk, a store for what it fetches, and its boot. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { filesBelow } from "../../../packaging/folder-files";
import { writeZip } from "../../../packaging/zip";
import { venvPython } from "../../examples/venv";
import { temporaryFolder } from "../../helpers/temporary-folder";

const project = resolve(__dirname, "../../..");
const INSTALLER = join(project, "runtime", "boot", "install-revision.py");
const PARAMETER = "/shop/dev/services/storefront/blue/revision";
const BUCKET = "shop-dev-artifacts";
const KEY = "storefront/revision.zip";

/** The files of a revision, by path; what begins with #! is executable. */
export type Files = Readonly<Record<string, string>>;

export interface Boot {
  readonly status: number;
  /** What it printed for people who read its log. */
  readonly log: string;
}

/** Python with PyYAML, as an instance's is. */
let python: string | undefined;

/** Gets it before the tests of a file. */
export function withPython(): void {
  before(function () {
    this.timeout(480_000); // The first time, its virtual environment is made.
    python = venvPython(join(project, ".multistage", "venv-boot"), join(__dirname, "requirements.lock"));
  });
}

export class Instance {
  /** Its disk. */
  readonly disk = temporaryFolder();
  private readonly store = temporaryFolder();
  private readonly parameter = join(this.store, "ssm", PARAMETER);
  private versions = 0;

  /** Uploads a revision as the newest version of its object and records it as the one its colour runs. */
  async release(
    releaseId: string,
    folder: string,
    changes: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const versionId = `version-${++this.versions}`;
    const object = join(this.store, "s3", BUCKET, KEY, versionId);
    await mkdir(dirname(object), { recursive: true });
    const passOver = ({ name }: { name: string }): boolean => name === "__pycache__";
    const { sha256 } = await writeZip(await filesBelow(folder, passOver), object);
    await this.record(JSON.stringify({ bucket: BUCKET, key: KEY, versionId, sha256, releaseId, ...changes }));
  }

  /** Writes the parameter that says what its colour runs. */
  async record(value: string): Promise<void> {
    await mkdir(dirname(this.parameter), { recursive: true });
    await writeFile(this.parameter, `${value}\n`);
  }

  /** What the parameter says. */
  async recorded(): Promise<string> {
    return (await readFile(this.parameter, "utf8")).trimEnd();
  }

  /** Runs the installer, for at most 60 seconds, with nothing in its environment but what user data gives it. */
  async boot(environment: Readonly<Record<string, string>> = {}): Promise<Boot> {
    const env = {
      PATH: `${join(__dirname, "stand-ins")}:${process.env["PATH"] ?? ""}`,
      STORE: this.store,
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONUNBUFFERED: "1",
      ...environment,
    };
    const run = python;
    assert.ok(run !== undefined, "a test file that boots instances calls withPython()");
    return new Promise((done) => {
      const command = [INSTALLER, PARAMETER, "--state", join(this.disk, "opt", "multistage")];
      execFile(run, command, { env, timeout: 60_000 }, (error, stdout, stderr) => {
        const code = error === null ? 0 : error.code;
        done({ status: typeof code === "number" ? code : -1, log: stdout + stderr });
      });
    });
  }
}

/** A folder with these files. */
export async function folderOf(files: Files): Promise<string> {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text, { mode: text.startsWith("#!") ? 0o755 : 0o644 });
  }
  return folder;
}
