/** Pipelines with a source and stages as short as they can be said, and as CodePipeline takes them. */
import type { Value, Values } from "../../policy/value";

/** By the actions' names, their category and runOrder. */
export type StageOfCase = Readonly<Record<string, readonly [category: Category, runOrder: number]>>;
type Category = keyof typeof KINDS;

const ARTIFACTS = "shop-prod-artifacts";

/** What an action of a category needs. */
const KINDS = {
  Approval: { provider: "Manual", timeoutInMinutes: 1440 },
  Build: { provider: "CodeBuild", configuration: { ProjectName: "shop" }, inputArtifacts: ["Revision"] },
  Deploy: {
    provider: "CodeDeploy",
    configuration: { ApplicationName: "shop", DeploymentGroupName: "shop" },
    inputArtifacts: ["Revision"],
  },
  Invoke: { provider: "Lambda", configuration: { FunctionName: "shop" } },
} as const;

const SOURCE: Value = {
  name: "Source",
  actions: [
    {
      name: "Revision",
      category: "Source",
      owner: "AWS",
      provider: "S3",
      version: "1",
      outputArtifacts: ["Revision"],
      configuration: { S3Bucket: ARTIFACTS, S3ObjectKey: "shop.zip", PollForSourceChanges: "false" },
    },
  ],
};

export function pipelineOf(
  stages: Readonly<Record<string, StageOfCase>>,
  others: Values = {},
): { readonly type: string; readonly inputs: Values } {
  return {
    type: "aws:codepipeline/pipeline:Pipeline",
    inputs: {
      name: "shop",
      pipelineType: "V2",
      roleArn: "arn:aws:iam::123456789012:role/shop",
      artifactStores: [{ type: "S3", location: ARTIFACTS }],
      stages: [
        SOURCE,
        ...Object.entries(stages).map(([name, actions]) => ({ name, actions: each(actions) })),
      ],
      ...others,
    },
  };
}

function each(actions: StageOfCase): readonly Values[] {
  return Object.entries(actions).map(([name, [category, runOrder]]) => {
    return { name, category, owner: "AWS", version: "1", runOrder, ...KINDS[category] };
  });
}
