/** The pipeline of a new project on GitLab. Pure. */
import type { Answers } from "./answers";

/** @param engine the version of Pulumi that previews */
export function gitlabPipeline({ stages, region, kind }: Answers, engine: string): string {
  const packages = kind === "serverless";
  return `# Rehearses every change on the runner, without AWS. Once the project's variable MULTISTAGE_PREVIEW is true, every stage
# is previewed in its account, too, held to the policy pack; README.md says what that needs.
stages: [rehearse, preview]

workflow:
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH

default:
  image: node:22-bookworm
  interruptible: true
  timeout: 30 minutes
  before_script:
${packages ? installPython : ""}    - npm ci

rehearse:
  stage: rehearse
  script:
    - npm run rehearse

preview:
  stage: preview
  rules:
    - if: $MULTISTAGE_PREVIEW == "true"
  parallel:
    matrix:
      - STAGE: [${stages.map((stage) => JSON.stringify(stage)).join(", ")}]
  environment:
    name: $STAGE
    action: verify
  id_tokens:
    AWS_TOKEN: # exchanged for the role's credentials; no key is kept
      aud: sts.amazonaws.com
  variables:
    AWS_REGION: ${region}
    AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/aws-token
  script:
    - (umask 077 && printf '%s' "$AWS_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE")
    - curl -fsSL https://get.pulumi.com | sh -s -- --version ${engine}
    - export PATH="$HOME/.pulumi/bin:$PATH"
${packages ? '    - npx multistage package --stack "$STAGE"\n' : ""}    - npm run preview -- --stack "$STAGE" --non-interactive
`;
}

/** What packages the app of a serverless service. */
const installPython = `    - apt-get update && apt-get install --yes --no-install-recommends python3-pip
`;
