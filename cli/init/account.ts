/** The program of the account a new project's stages live in, as `multistage bootstrap` runs it. Pure. */
import { ACCOUNT_PULUMI_PROJECT } from "../../components/access/account-names";
import { ACCOUNT_FOLDER } from "../bootstrap/settings";
import type { Answers, Ci } from "./answers";
import { text } from "./settings";

/** Its files, by their paths from the project's root. */
export function accountFiles(answers: Answers): { path: string; text: string }[] {
  const files = { "Pulumi.yaml": PROJECT, [ACCOUNT_SETTINGS]: accountSettings(answers), "index.js": PROGRAM };
  return Object.entries(files).map(([name, content]) => ({
    path: `${ACCOUNT_FOLDER}/${name}`,
    text: content,
  }));
}

const ACCOUNT_SETTINGS = "Pulumi.main.yaml";

/** The one file there is something to write into before the first bootstrap. */
export const ACCOUNT_FILE = `${ACCOUNT_FOLDER}/${ACCOUNT_SETTINGS}`;

const PROJECT = `name: ${ACCOUNT_PULUMI_PROJECT}
description: What the AWS account has once, before its first stage
main: index.js
runtime:
  name: nodejs
  options:
    typescript: false
`;

const PROGRAM = `// What the account has once: where state is kept, its key, how far each stage reaches, the roles of CI.
module.exports = require("multistage/bootstrap").bootstrap;
`;

/**
 * The settings. What cannot be known is no example that could be taken for an answer: without the account's id they are
 * refused, and the repository whose CI may take a role stands in a comment.
 */
export function accountSettings({ project, region, owner, costCenter, stages, ci }: Answers): string {
  const provider = PROVIDERS[ci];
  const previewed =
    provider === undefined
      ? []
      : [
          "  # Where CI previews a stage, too: name the repository, and take away these # and those of the stages. An",
          "  # account has each issuer once; where somebody has made it already, leave it out.",
          "  # multistage:identityProviders:",
          `  #   - issuer: ${provider.issuer}`,
        ];
  return [
    "config:",
    `  aws:region: ${region}`,
    `  multistage:project: ${text(project)}`,
    '  multistage:accountId: "" # its 12 digits: aws sts get-caller-identity --query Account',
    `  multistage:owner: ${text(owner)}`,
    `  multistage:costCenter: ${text(costCenter)}`,
    ...previewed,
    "  multistage:stages: # those that live in this account; another account has another file",
    ...stages.flatMap((stage) => [
      `    - stage: ${text(stage)}`,
      ...(provider === undefined ? [] : [`      # previewer: ${previewer(provider, stage)}`]),
    ]),
    "",
  ].join("\n");
}

interface Provider {
  readonly issuer: string;
  /** Of the tokens of a preview of that stage, as the project's CI file runs it. */
  readonly subject: (stage: string) => string;
}

const PROVIDERS: Readonly<Record<Ci, Provider | undefined>> = {
  github: {
    issuer: "token.actions.githubusercontent.com",
    subject: (stage) => `repo:<owner>/<repository>:environment:${stage}`,
  },
  // A merge request's tokens say its branch; GitLab puts no environment into the subject.
  gitlab: {
    issuer: "gitlab.com",
    subject: () => "project_path:<group>/<project>:ref_type:branch:ref:*",
  },
  none: undefined,
};

function previewer({ issuer, subject }: Provider, stage: string): string {
  return `{ oidc: { issuer: ${issuer}, subjects: [${text(subject(stage))}] } }`;
}
