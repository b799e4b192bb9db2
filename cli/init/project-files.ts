/** Everything a new project consists of. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot, versionOf } from "../../local/package-root";
import { accountFiles } from "./account";
import type { Answers, Ci } from "./answers";
import { exampleFiles } from "./example";
import { githubWorkflow } from "./github-workflow";
import { gitlabPipeline } from "./gitlab-pipeline";
import { MANIFEST, manifestText, type Manifest } from "./manifest";
import { readme } from "./readme";
import { projectFile, stageFile } from "./settings";

/** A file of the project, with its path from the project's root: a text, or a copy of a file that is there. */
export type ProjectFile = { readonly path: string } & (
  { readonly text: string } | { readonly from: string; readonly executable: boolean }
);

const PROGRAM = `// The program of every stage; what it makes is said by Pulumi.yaml and Pulumi.<stage>.yaml.
module.exports = require("multistage/program");
`;

const IGNORED = `node_modules/
.multistage/
__pycache__/
*.pyc
.venv/
staticfiles/
`;

/** @param present the package.json that is there already */
export function projectFiles(answers: Answers, present: Manifest | undefined): ProjectFile[] {
  const own = JSON.parse(readFileSync(join(packageRoot(), MANIFEST), "utf8")) as Manifest & {
    version: string;
  };
  return [
    { path: MANIFEST, text: manifestText(answers, own, present) },
    { path: "Pulumi.yaml", text: projectFile(answers) },
    ...answers.stages.map((stage) => ({
      path: `Pulumi.${stage}.yaml`,
      text: stageFile(answers, stage),
    })),
    { path: "index.js", text: PROGRAM },
    ...accountFiles(answers),
    { path: ".gitignore", text: IGNORED },
    { path: "README.md", text: readme(answers) },
    ...ciFiles[answers.ci](answers),
    ...exampleFiles(answers.kind, answers.service),
  ];
}

const ciFiles: Readonly<Record<Ci, (answers: Answers) => ProjectFile[]>> = {
  github: (answers) => [
    { path: ".github/workflows/multistage.yml", text: githubWorkflow(answers, versionOf("@pulumi/pulumi")) },
  ],
  gitlab: (answers) => [
    { path: ".gitlab-ci.yml", text: gitlabPipeline(answers, versionOf("@pulumi/pulumi")) },
  ],
  none: () => [],
};
