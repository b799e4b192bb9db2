import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { multistage, ROOT } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";
import { filesIn, initWith } from "./init-project";

const lines = (text: string): string[] => text.trimEnd().split("\n");

describe("multistage init refuses, and writes nothing,", () => {
  let project = "";
  beforeEach(() => {
    project = temporaryFolder();
  });

  it("what is missing where nobody can be asked, all of it at once", async () => {
    const { code, out, err } = await multistage(["init"], { project });
    const missing = (key: string, flag: string): string =>
      `  ${key}: must be given where nobody is asked, got nothing; add ${flag}`;
    assert.deepEqual([code, out], [2, ""]);
    assert.deepEqual(lines(err), [
      "refused: 8 problems",
      missing("project", "--project"),
      missing("stages", "--stages"),
      missing("region", "--region"),
      missing("service", "--service"),
      missing("kind", "--kind"),
      missing("owner", "--owner"),
      missing("costCenter", "--cost-center"),
      missing("ci", "--ci"),
    ]);
    assert.deepEqual(filesIn(project), []);
  });

  it("with --yes what nobody can suggest", async () => {
    const env = { ...process.env, AWS_REGION: "nowhere", AWS_DEFAULT_REGION: undefined };
    const { code, err } = await multistage(["init", "한글", "--yes"], { project, env });
    assert.equal(code, 2);
    assert.deepEqual(
      lines(err).map((line) => line.split(":")[0]),
      ["refused", "  project", "  region", "  owner", "  costCenter"],
    );
    assert.ok(!existsSync(join(project, "한글")));
  });

  it("every wrong answer at once, with what is in the way", async () => {
    writeFileSync(join(project, "notes.txt"), "mine");
    const wrong = { project: "Shop_1", stages: "dev,dev,PROD", region: "ap-northest-2", service: "-x" };
    const args = initWith({ ...wrong, kind: "bluegreen", ci: "jenkins", owner: "", "cost-center": "💸" });
    const { code, err } = await multistage(args, { project });
    const word = "must be 1 to 32 lower-case letters and digits, a letter first";
    const label = "must be 1 to 256 letters, digits, spaces and _ . : / = + - @";
    assert.equal(code, 2);
    assert.deepEqual(lines(err), [
      "refused: 10 problems",
      `  folder: must be empty, got ${project} with notes.txt; name another folder, or move them away; with --force the project is written beside them`,
      `  project: ${word}, got "Shop_1"; choose another`,
      '  stages[1]: must be named once, got "dev"; remove it',
      `  stages[2]: ${word}, got "PROD"; choose another`,
      '  region: must be a commercial region of AWS, such as eu-central-1, got "ap-northest-2"; did you mean ap-northeast-2?',
      '  service: must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last, got "-x"; choose another',
      '  kind: must be one of serverless, blueGreen, got "bluegreen"; did you mean blueGreen?',
      '  ci: must be one of github, gitlab, none, got "jenkins"; choose another',
      `  owner: ${label}, got ""; choose another`,
      `  costCenter: ${label}, got "💸"; choose another`,
    ]);
    assert.deepEqual(filesIn(project), ["notes.txt"]);
  });

  it("a second time in the same folder, which is not empty any more", async () => {
    assert.equal((await multistage(initWith(), { project })).code, 0);
    const before = filesIn(project);
    const { code, err } = await multistage(initWith({ stages: "test" }), { project });
    assert.equal(code, 2);
    assert.match(
      err,
      /^refused\n {2}folder: must be empty, got .* with \.gitignore, Pulumi\.dev\.yaml, Pulumi\.prod\.yaml, /,
    );
    assert.deepEqual(filesIn(project), before);
  });

  it("even with --force, where a file of the project's has another's place, or a folder is a file", async () => {
    writeFileSync(join(project, "index.js"), "mine");
    symlinkSync("nowhere", join(project, "README.md"));
    const args = [...initWith(), "--force"];
    const taken = await multistage(args, { project });
    assert.equal(taken.code, 2);
    assert.equal(
      taken.err,
      `refused\n  folder: must be without files the project has, too, got ${project} with index.js, README.md; move them away; nothing is overwritten\n`,
    );
    const other = temporaryFolder();
    writeFileSync(join(other, "services"), "mine");
    const blocked = await multistage(args, { project: other });
    assert.equal(blocked.code, 2);
    assert.match(blocked.err, / with services; move them away; nothing is overwritten\n$/);
    assert.deepEqual(filesIn(other), ["services"]);
    assert.equal(readFileSync(join(project, "index.js"), "utf8"), "mine");
    assert.deepEqual(filesIn(project), ["README.md", "index.js"]);
  });

  it("a folder that cannot be written, that cannot be made, and a file", async () => {
    const file = join(project, "file");
    writeFileSync(file, "");
    for (const folder of ["/sys/shop", "/proc/shop", join(file, "shop"), file]) {
      const { code, err } = await multistage([...initWith(), folder], { project });
      assert.equal(code, 2);
      const [before, after] = err.split(/ \(E[A-Z]+\)/);
      assert.equal(before, `refused\n  folder: must be a folder that can be written, got "${folder}"`);
      assert.equal(after, "; name another one\n");
    }
    assert.deepEqual(filesIn(project), ["file"]);
  });

  it("a package.json that would read the program as something else, or is none", async () => {
    const manifest = join(project, "package.json");
    const dependencies = { multistage: "file:../multistage-0.1.0.tgz" };
    writeFileSync(manifest, JSON.stringify({ type: "module", dependencies }));
    const { err } = await multistage(initWith(), { project });
    assert.equal(
      err,
      'refused\n  package.json: type: must be commonjs, or left out, as index.js requires the program, got "module"; begin in an empty folder\n',
    );
    for (const text of ["{", "null", "[]", '"text"']) {
      writeFileSync(manifest, text);
      const broken = await multistage([...initWith(), "--force"], { project });
      assert.equal(
        broken.err,
        "refused\n  package.json: must be an object in JSON, got something else; mend it, or name another folder\n",
        text,
      );
    }
    assert.deepEqual(filesIn(project), ["package.json"]);
  });
});

describe("multistage init writes", () => {
  it("a project into an empty folder, and says what is next", async () => {
    const project = temporaryFolder();
    const { code, out, err } = await multistage(initWith(), { project });
    assert.deepEqual([code, err], [0, ""]);
    assert.equal(out, `✓ 23 files in ${project}\n\nNext:\n  npm install\n  npx multistage rehearse\n`);
    const files = filesIn(project);
    assert.deepEqual(
      files.filter((file) => !file.startsWith("services/web/")),
      [
        ".gitignore",
        "Pulumi.dev.yaml",
        "Pulumi.prod.yaml",
        "Pulumi.yaml",
        "README.md",
        "bootstrap/Pulumi.main.yaml",
        "bootstrap/Pulumi.yaml",
        "bootstrap/index.js",
        "index.js",
        "package.json",
      ],
    );
    const { version, dependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      version: string;
      dependencies: Record<string, string>;
    };
    const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as Record<
      string,
      unknown
    >;
    assert.deepEqual(manifest["dependencies"], {
      multistage: version,
      "@pulumi/aws": dependencies["@pulumi/aws"],
      "@pulumi/pulumi": dependencies["@pulumi/pulumi"],
    });
    const executable = files.filter((file) => (statSync(join(project, file)).mode & 0o111) !== 0);
    assert.deepEqual(executable, [
      "services/web/run.sh",
      ...["after-install", "application-start", "application-stop", "before-install", "validate-service"].map(
        (name) => `services/web/scripts/${name}`,
      ),
    ]);
  });

  it("into a folder that is made for it, whatever its name, and beside a new repository's .git", async () => {
    const project = temporaryFolder();
    const folder = join(project, "나의 shop's");
    mkdirSync(join(folder, ".git"), { recursive: true });
    const { code, out } = await multistage([...initWith({ kind: "serverless" }), "나의 shop's"], { project });
    assert.equal(code, 0);
    assert.ok(out.includes("\n  cd '나의 shop'\\''s'\n  npm install\n"), out);
    assert.ok(existsSync(join(folder, "services/web/manage.py")));
    const deeper = await multistage([...initWith(), "a/b", "--json"], { project });
    const {
      ok,
      folder: made,
      files,
    } = JSON.parse(deeper.out) as { ok: boolean; folder: string; files: string[] };
    assert.deepEqual([ok, made, deeper.err], [true, join(project, "a/b"), ""]);
    assert.deepEqual([...files].sort(), filesIn(join(project, "a/b")));
  });

  it("what --yes suggests: the folder's name, dev and prod, the shell's region", async () => {
    const project = join(temporaryFolder(), "My-Shop");
    mkdirSync(project);
    const env = { ...process.env, AWS_REGION: "eu-west-3" };
    const args = ["init", "--yes", "--owner", "web", "--cost-center", "1"];
    assert.equal((await multistage(args, { project, env })).code, 0);
    const { name, config } = parse(readFileSync(join(project, "Pulumi.yaml"), "utf8")) as {
      name: string;
      config: Record<string, unknown>;
    };
    assert.deepEqual([name, config["aws:region"]], ["myshop", "eu-west-3"]);
    const files = filesIn(project);
    for (const file of [".github/workflows/multistage.yml", "Pulumi.prod.yaml", "services/web/manage.py"])
      assert.ok(files.includes(file), file);
  });

  it("where multistage was just installed, and keeps what package.json says", async () => {
    const project = temporaryFolder();
    const installed = { multistage: "file:../multistage-0.1.0.tgz", "@pulumi/aws": "7.48.0" };
    const own = { version: "2.0.0", dependencies: installed, scripts: { preview: "mine" } };
    writeFileSync(join(project, "package.json"), JSON.stringify(own));
    writeFileSync(join(project, "package-lock.json"), "{}");
    mkdirSync(join(project, "node_modules"));
    const { code, err } = await multistage(initWith(), { project });
    assert.equal(code, 0, err);
    const manifest = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as Record<
      string,
      unknown
    >;
    assert.deepEqual(manifest["dependencies"], { ...installed, "@pulumi/pulumi": "3.248.0" });
    assert.deepEqual(manifest["scripts"], { rehearse: "multistage rehearse", preview: "mine" });
    assert.deepEqual([manifest["name"], manifest["version"]], ["shop", "2.0.0"]);
  });

  it("with --force, beside what is there", async () => {
    const project = temporaryFolder();
    mkdirSync(join(project, "services/other"), { recursive: true });
    writeFileSync(join(project, "services/other/app.py"), "mine");
    const { code } = await multistage([...initWith(), "--force"], { project });
    assert.equal(code, 0);
    assert.equal(readFileSync(join(project, "services/other/app.py"), "utf8"), "mine");
    assert.ok(existsSync(join(project, "services/web/appspec.yml")));
  });
});
