/** The workflow of a new project on GitHub. Pure. */
import type { Answers } from "./answers";

/** Each by the commit of its release: a tag can be moved, a commit cannot. */
const ACTIONS = {
  checkout: "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0",
  node: "actions/setup-node@a0853c24544627f65ddf259abe73b1d18a591444 # v5.0.0",
  python: "actions/setup-python@e797f83bcb11b83ae66e0230d6156d7c80228e7c # v6.0.0",
  aws: "aws-actions/configure-aws-credentials@a03048d87541d1d9fcf2ecf528a4a65ba9bd7838 # v5.0.0",
  pulumi: "pulumi/actions@8582a9e8cc630786854029b4e09281acd6794b58 # v6.6.1",
} as const;

/** @param engine the version of Pulumi that previews */
export function githubWorkflow({ stages, region, kind }: Answers, engine: string): string {
  const packages = kind === "serverless";
  const checkedOut = `      - uses: ${ACTIONS.checkout}
        with:
          persist-credentials: false
      - uses: ${ACTIONS.node}
        with:
          node-version: 22
          cache: npm
${packages ? python : ""}      - run: npm ci
`;
  return `# Rehearses every change on the runner, without AWS. Once the repository's variable MULTISTAGE_PREVIEW is true, every
# stage is previewed in its account, too, held to the policy pack; README.md says what that needs.
name: multistage
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: true
jobs:
  rehearse:
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    steps:
${checkedOut}      - run: npm run rehearse
  preview:
    needs: rehearse
    if: vars.MULTISTAGE_PREVIEW == 'true'
    runs-on: ubuntu-24.04
    timeout-minutes: 30
    strategy:
      fail-fast: false
      matrix:
        stage: [${stages.map((stage) => JSON.stringify(stage)).join(", ")}]
    environment: \${{ matrix.stage }}
    permissions:
      contents: read
      id-token: write # a token of this run is exchanged for the role's credentials; no key is kept
    steps:
${checkedOut}      - uses: ${ACTIONS.aws}
        with:
          role-to-assume: \${{ vars.AWS_ROLE_ARN }}
          aws-region: ${region}
      - uses: ${ACTIONS.pulumi}
        with:
          pulumi-version: ${engine}
${packages ? "      - run: npx multistage package --stack ${{ matrix.stage }}\n" : ""}      - run: npm run preview -- --stack \${{ matrix.stage }} --non-interactive
        env:
          PULUMI_BACKEND_URL: \${{ vars.PULUMI_BACKEND_URL }}
`;
}

/** What packages the app of a serverless service. */
const python = `      - uses: ${ACTIONS.python}
        with:
          python-version: "3.13"
`;
