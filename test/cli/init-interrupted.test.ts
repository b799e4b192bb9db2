import assert from "node:assert/strict";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFiles, type ProjectFile } from "../../cli/init/project-files";
import { movePrepared, STAGING, writeProject } from "../../cli/init/write-project";
import { multistage } from "../helpers/command-line";
import { temporaryFolder } from "../helpers/temporary-folder";
import { filesIn, initWith } from "./init-project";

const broken: ProjectFile[] = [
  { path: "Pulumi.yaml", text: "name: shop" },
  { path: "services/web/run.sh", from: "/nowhere/run.sh", executable: true },
];

describe("a project that cannot be written to its end", () => {
  it("leaves nothing, and no folder that was made for it", () => {
    const folder = temporaryFolder();
    assert.throws(() => {
      writeProject(join(folder, "a/b"), broken);
    }, /ENOENT/);
    writeFileSync(join(folder, "mine"), "");
    assert.throws(() => {
      writeProject(folder, broken);
    }, /ENOENT/);
    assert.deepEqual(filesIn(folder), ["mine"]);
  });

  it("takes back what it has moved, and leaves package.json as it was", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "package.json"), "before");
    writeFileSync(join(folder, "services"), "no folder");
    const files = ["package.json", "Pulumi.yaml", "a/deep/file", "services/web/run.sh"];
    assert.throws(() => {
      writeProject(
        folder,
        files.map((path) => ({ path, text: "new" })),
      );
    }, /services/);
    assert.deepEqual(filesIn(folder), ["package.json", "services"]);
    assert.equal(readFileSync(join(folder, "package.json"), "utf8"), "before");
  });
});

describe("the init after one that was killed", () => {
  it("begins anew where that one was still writing", async () => {
    const project = temporaryFolder();
    mkdirSync(join(project, STAGING.writing, "services"), { recursive: true });
    writeFileSync(join(project, STAGING.writing, "Pulumi.yaml"), "half");
    assert.equal((await multistage(initWith(), { project })).code, 0);
    const files = filesIn(project);
    assert.equal(files.length, 23);
    assert.doesNotMatch(files.join("\n"), /multistage-init/);
  });

  /** As a process leaves it that is killed while it moves. */
  const killed = (): { project: string; whole: string[] } => {
    const project = temporaryFolder();
    const answers = { project: "shop", stages: ["dev"], region: "eu-west-1", service: "web", owner: "a" };
    const kinds = { kind: "blueGreen", ci: "none", costCenter: "1" } as const;
    writeProject(project, projectFiles({ ...answers, ...kinds }, undefined));
    const whole = filesIn(project);
    mkdirSync(join(project, STAGING.complete));
    for (const file of ["package.json", "index.js"])
      renameSync(join(project, file), join(project, STAGING.complete, file));
    return { project, whole };
  };

  it("finishes where that one was moving, and says so", async () => {
    const { project, whole } = killed();
    const { code, out } = await multistage(["init"], { project });
    assert.equal(code, 0);
    assert.match(
      out,
      /^An init was interrupted here; what it had prepared is in its place now\.\n✓ 2 files in /,
    );
    assert.deepEqual(filesIn(project), whole);
  });

  it("overwrites nothing that was written since", async () => {
    const { project } = killed();
    writeFileSync(join(project, "index.js"), "mine");
    const { code, err } = await multistage(["init"], { project });
    assert.equal(code, 2);
    assert.match(err, /must be without files the project has, too, got .* with index\.js;/);
    assert.equal(readFileSync(join(project, "index.js"), "utf8"), "mine");
  });

  it("has nothing to move where nothing was prepared", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, STAGING.complete));
    movePrepared(folder);
    assert.deepEqual(filesIn(folder), []);
  });
});
