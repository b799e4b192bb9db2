/** A new project's README. Pure. */
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
- \`${SERVICES_FOLDER}/${service}\`: the app, an example to be replaced

## A stage in your account

1. Install [Pulumi](https://www.pulumi.com/docs/install/), sign in to AWS with a role, choose where state is kept:
   \`pulumi login s3://<bucket>\`
2. \`pulumi stack init ${first} --secrets-provider="awskms://alias/<key>?context_stage=${first}"\`
${steps(answers, first)}
${TESTED[ci]}`;
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

const VARIABLES = `- \`AWS_ROLE_ARN\`: a role of the stage's account that trusts this repository's tokens for that environment, and may read
  the stage, its state and its key
- \`PULUMI_BACKEND_URL\`: where the stage's state is kept`;

const TESTED: Readonly<Record<Ci, string>> = {
  github: `## On GitHub

Every change is rehearsed. For a preview of every stage set the repository's variable \`MULTISTAGE_PREVIEW\` to \`true\`,
make an environment for each stage, and give it two variables:

${VARIABLES}
`,
  gitlab: `## On GitLab

Every change is rehearsed. For a preview of every stage set the project's variable \`MULTISTAGE_PREVIEW\` to \`true\`, and two
variables for the environment of each stage:

${VARIABLES}
`,
  none: "",
};
