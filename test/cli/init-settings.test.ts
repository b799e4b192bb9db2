import assert from "node:assert/strict";
import * as fc from "fast-check";
import { parse } from "yaml";
import { checked, type Answers } from "../../cli/init/answers";
import { githubWorkflow } from "../../cli/init/github-workflow";
import { gitlabPipeline } from "../../cli/init/gitlab-pipeline";
import { manifestText } from "../../cli/init/manifest";
import { regions } from "../../cli/init/regions";
import { projectFile, stageFile } from "../../cli/init/settings";
import { Refusal } from "../../refusal/refusal";
import { promotionOrder } from "../../settings/stage-order";
import { parseConfig, type StackConfig } from "../../stacks/config";
import { OFTEN } from "../helpers/property-runs";
import { handedOver } from "../stacks/config-of";
import { given } from "./init-answers";

interface Written {
  readonly name: string;
  readonly config: Record<string, unknown>;
}

/** The configuration of each stage, as the program reads it out of the files. */
function configurations(answers: Answers): StackConfig[] {
  const { name, config } = parse(projectFile(answers)) as Written;
  const { value: base } = config["multistage:base"] as { value: unknown };
  const stages = Object.fromEntries(
    answers.stages.map((stage) => {
      const { config: own } = parse(stageFile(answers, stage)) as Written;
      return [stage, { own, after: own["multistage:after"] as string | undefined }];
    }),
  );
  assert.deepEqual(promotionOrder(stages), answers.stages);
  const secrets = { [answers.service]: { SECRET_KEY: "x" } };
  return Object.entries(stages).map(([stack, { own }]) => {
    const keys = Object.entries(own).map(([key, value]) => [key.replace("multistage:", ""), value] as const);
    const values = {
      base,
      ...Object.fromEntries(keys),
      ...(answers.kind === "serverless" ? { secrets } : {}),
    };
    return parseConfig(handedOver(values), {
      stack,
      project: name,
      stages: () => stages,
      fileExists: () => true,
    });
  });
}

describe("the settings of a new project", () => {
  it("are taken by the program, whatever was answered, and say what was answered", () => {
    fc.assert(
      fc.property(given, (texts) => {
        const answers = checked(texts, regions);
        const configs = configurations(answers);
        for (const [
          index,
          { project, stage, owner, costCenter, services, protection },
        ] of configs.entries()) {
          assert.deepEqual([project, stage], [answers.project, answers.stages[index]]);
          assert.deepEqual([owner, costCenter], [texts.owner, texts.costCenter]);
          assert.deepEqual(
            services.map(({ name, kind }) => [name, kind]),
            [[answers.service, answers.kind]],
          );
          assert.equal(protection, index > 0 && index === configs.length - 1 ? true : undefined);
        }
      }),
      OFTEN,
    );
  });

  it("have no more than twenty stages, each with a range of its own", () => {
    const answers = { ...fc.sample(given, 1)[0]!, project: "shop" };
    const names = Array.from({ length: 21 }, (_, index) => `s${index}`);
    assert.throws(
      () => checked({ ...answers, stages: names.join(",") }, regions),
      new Refusal({ property: "stages", rule: "at most 20", got: "21", remedy: "leave some out" }),
    );
    const configs = configurations(checked({ ...answers, stages: names.slice(1).join(",") }, regions));
    const ranges = configs.map(({ network }) => network?.create?.cidrBlock);
    assert.deepEqual([ranges[0], ranges[19], new Set(ranges).size], ["10.10.0.0/16", "10.200.0.0/16", 20]);
  });

  it("refuse a project that is too long beside any of its stages, once for each", () => {
    const answers = { ...fc.sample(given, 1)[0]!, project: "a".repeat(17), stages: "dev,test,prod" };
    assert.throws(
      () => checked(answers, regions),
      (error: Refusal) => {
        assert.deepEqual(
          error.problems.map(({ property, got }) => [property, got.slice(-13)]),
          [
            ["project", "21 characters"],
            ["project", "21 characters"],
          ],
        );
        return true;
      },
    );
  });
});

describe("the CI file of a new project", () => {
  const answers: Answers = {
    ...{ project: "shop", stages: ["dev", "on"], region: "eu-west-1", service: "web", owner: "a" },
    ...{ kind: "serverless", ci: "github", costCenter: "1" },
  };
  interface Job {
    readonly permissions?: Record<string, string>;
    readonly steps: readonly { uses?: string; run?: string; with?: Record<string, string> }[];
    readonly strategy?: { matrix: unknown };
  }
  const workflow = githubWorkflow(answers, "3.248.0");
  const { permissions, jobs } = parse(workflow) as { permissions: unknown; jobs: Record<string, Job> };

  it("runs every action at a commit, whose release is said", () => {
    const uses = [...workflow.matchAll(/uses: (.*)$/gm)].map((match) => match[1] ?? "");
    assert.equal(uses.length, 8);
    for (const action of uses) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  it("may read, and only the preview may ask for a token, which a role takes; there is no key", () => {
    assert.deepEqual(permissions, { contents: "read" });
    assert.deepEqual(jobs["rehearse"]?.permissions, undefined);
    assert.deepEqual(jobs["preview"]?.permissions, { contents: "read", "id-token": "write" });
    for (const text of [workflow, gitlabPipeline(answers, "3.248.0")])
      assert.doesNotMatch(text, /secrets\.|ACCESS_KEY|PASSPHRASE/);
  });

  it("rehearses, then previews every stage under the policy pack", () => {
    const runs = (job: string): unknown[] => jobs[job]?.steps.flatMap(({ run }) => run ?? []) ?? [];
    assert.deepEqual(runs("rehearse"), ["npm ci", "npm run rehearse"]);
    assert.deepEqual(runs("preview"), [
      "npm ci",
      "npx multistage package --stack ${{ matrix.stage }}",
      "npm run preview -- --stack ${{ matrix.stage }} --non-interactive",
    ]);
    assert.deepEqual(jobs["preview"]?.strategy?.matrix, { stage: ["dev", "on"] });
    const { scripts } = JSON.parse(manifestText(answers, { version: "1.0.0" })) as {
      scripts: Record<string, string>;
    };
    assert.equal(
      scripts["preview"],
      "pulumi preview --policy-pack node_modules/multistage/dist/policy/multistage-policy",
    );
  });

  it("does the same on GitLab", () => {
    const pipeline = parse(gitlabPipeline(answers, "3.248.0")) as {
      default: { before_script: string[] };
      rehearse: { script: string[] };
      preview: { script: string[]; parallel: unknown; id_tokens: unknown };
    };
    assert.deepEqual(pipeline.default.before_script.slice(1), ["npm ci"]);
    assert.deepEqual(pipeline.rehearse.script, ["npm run rehearse"]);
    assert.deepEqual(pipeline.preview.script.slice(-2), [
      'npx multistage package --stack "$STAGE"',
      'npm run preview -- --stack "$STAGE" --non-interactive',
    ]);
    assert.deepEqual(pipeline.preview.parallel, { matrix: [{ STAGE: ["dev", "on"] }] });
    assert.deepEqual(pipeline.preview.id_tokens, { AWS_TOKEN: { aud: "sts.amazonaws.com" } });
  });

  it("packages nothing where there is nothing to package", () => {
    const plain = { ...answers, kind: "blueGreen" } as const;
    for (const text of [githubWorkflow(plain, "3.248.0"), gitlabPipeline(plain, "3.248.0")])
      assert.doesNotMatch(text, /python|multistage package/);
  });
});
