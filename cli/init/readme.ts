/** A new project's README. Pure. */
import { ACCOUNT_FOLDER } from "../bootstrap/settings";
import { ACCOUNT_FILE } from "./account";
import type { Answers, Ci } from "./answers";
import { SERVICES_FOLDER } from "./example";
import { POLICY_PACK } from "./manifest";

export function readme(answers: Answers): string {
  const { project, stages, service, kind, ci } = answers;
  const [first = ""] = stages;
  return `# ${project}

\`${service}\` in ${stages.length === 1 ? "one stage" : `${stages.length} stages`} on AWS: ${stages.join(" → ")}. The app is in \`${SERVICES_FOLDER}/${service}\`.

## Two commands

Rehearse every stage on this machine, with the real Pulumi engine and no AWS account:

\`\`\`sh
npm install
npx multistage rehearse
\`\`\`

They need Node.js 20 or newer${kind === "serverless" ? " and Python 3 with pip" : ""}; \`npx multistage doctor\` says what is
missing. Commit \`package-lock.json\`: it says which versions everybody gets.

## Where things are

- \`Pulumi.yaml\`: what every stage has
- ${stages.map((stage) => `\`Pulumi.${stage}.yaml\``).join(", ")}: what is otherwise there
- \`index.js\`: the program; resources of your own can follow it
- \`${ACCOUNT_FOLDER}/\`: what the account has once, before its first stage
- \`${SERVICES_FOLDER}/${service}\`: the app, an example to be replaced

## Your account, once

Write its id into \`${ACCOUNT_FILE}\`. Then, with credentials of an administrator of the account:

\`\`\`sh
npx multistage bootstrap
\`\`\`

It makes where the stages keep their state, the key that encrypts their secrets, and how far each stage reaches, and may be
run again at any time: with another stage in the file, or after an interruption. Commit the file afterwards. Stages in
another account have another file, \`${ACCOUNT_FOLDER}/Pulumi.<account>.yaml\`, and \`--stack <account>\`.

## A stage in your account

1. Install [Pulumi](https://www.pulumi.com/docs/install/), sign in to AWS with a role, and run what the bootstrap has ended
   with: \`pulumi login '…'\`, \`pulumi stack init ${first} --secrets-provider='…'\`
2. \`pulumi config set --path multistage:access.permissionsBoundary true --stack ${first}\`
${steps(answers, first)}
${TESTED[ci](project)}`;
}

function steps({ service, kind }: Answers, stage: string): string {
  const preview = `npm run preview -- --stack ${stage}\`, held to the policy pack in \`${POLICY_PACK}\``;
  const up = `pulumi up --stack ${stage} --policy-pack ${POLICY_PACK}\``;
  const commands =
    kind === "serverless"
      ? [
          `pulumi config set --secret --path 'multistage:secrets.${service}.SECRET_KEY' --stack ${stage}\``,
          `npx multistage package --stack ${stage}\``,
          preview,
          up,
        ]
      : [preview, up];
  return commands.map((command, index) => `${index + 3}. \`${command}\n`).join("");
}

const variables = (
  project: string,
): string => `- \`AWS_ROLE_ARN\`: \`arn:aws:iam::<account>:role/${project}-account-previewer-<stage>\`, which the bootstrap makes once this
  repository stands in \`${ACCOUNT_FILE}\`; it reads the stage, its state and its secrets, and changes nothing
- \`PULUMI_BACKEND_URL\`: where the stage's state is kept, as in \`pulumi login\``;

const TESTED: Readonly<Record<Ci, (project: string) => string>> = {
  github: (project) => `## On GitHub

Every change is rehearsed. For a preview of every stage set the repository's variable \`MULTISTAGE_PREVIEW\` to \`true\`,
make an environment for each stage, and give it two variables:

${variables(project)}
`,
  gitlab: (project) => `## On GitLab

Every change is rehearsed. For a preview of every stage set the project's variable \`MULTISTAGE_PREVIEW\` to \`true\`, and two
variables for the environment of each stage:

${variables(project)}
`,
  none: () => "",
};
