import assert from "node:assert/strict";
import { make, only } from "../make";
import { value } from "../mocked";
import { tagsOf } from "../tags-of";
import { takesTags } from "../takes-tags";
import { approval, pipeline, PIPELINE, ROLE, ROLE_POLICY, RULE, TARGET, topicArn } from "./pipeline";

describe("a delivery pipeline", () => {
  const URN = "urn:pulumi:stack::project::multistage:index:DeliveryPipeline";

  it("is exactly these resources, all of them below it, in a preview, too", async () => {
    const children = [
      [ROLE, "storefront-pipeline"],
      [ROLE_POLICY, "storefront-pipeline"],
      [PIPELINE, "storefront-pipeline"],
      [RULE, "storefront-trigger"],
      [ROLE, "storefront-trigger"],
      [ROLE_POLICY, "storefront-trigger"],
      [TARGET, "storefront-trigger"],
    ];
    for (const preview of [false, true]) {
      const { declared } = await make(pipeline({ approval }), { preview });
      assert.deepEqual(
        declared.slice(1).map(({ type, name }) => [type, name]),
        children,
      );
    }
    const { declared } = await make(pipeline());
    assert.deepEqual(
      declared.map(({ urn }) => urn),
      [`${URN}::storefront`, ...children.map(([type, name]) => `${URN}$${type}::${name}`)],
    );
  });

  it("has exactly its tags on everything that takes tags", async () => {
    const { declared } = await make(pipeline());
    for (const { type, name, inputs } of declared.slice(1)) {
      const expected = tagsOf(name.replace("storefront-", ""), { service: "storefront" });
      assert.deepEqual(inputs["tags"], takesTags(type) ? expected : undefined, `${type} ${name}`);
    }
  });

  it("takes revisions from the bucket and releases them in one stage, one after the other", async () => {
    const { tags, stages, ...inputs } = only(await make(pipeline()), PIPELINE).inputs;
    assert.notEqual(tags, undefined);
    assert.deepEqual(inputs, {
      name: "shop-dev-storefront-pipeline",
      pipelineType: "V2",
      executionMode: "QUEUED",
      roleArn: "arn:Role storefront-pipeline",
      artifactStores: [{ type: "S3", location: "artifacts" }],
    });
    const invoke = (name: string, runOrder: number, which: string): unknown => ({
      name,
      runOrder,
      category: "Invoke",
      owner: "AWS",
      provider: "Lambda",
      version: "1",
      configuration: {
        FunctionName: `shop-dev-${which}`,
        UserParameters:
          `{"service":"storefront","step":"${which}",` +
          '"executionId":"#{codepipeline.PipelineExecutionId}","versionId":"#{Source.VersionId}"}',
      },
    });
    assert.deepEqual(stages, [
      {
        name: "Source",
        actions: [
          {
            name: "Revision",
            namespace: "Source",
            category: "Source",
            owner: "AWS",
            provider: "S3",
            version: "1",
            outputArtifacts: ["Revision"],
            configuration: {
              S3Bucket: "artifacts",
              S3ObjectKey: "storefront/revision.zip",
              PollForSourceChanges: "false",
            },
          },
        ],
      },
      {
        name: "Release",
        actions: [
          invoke("Prepare", 1, "prepare"),
          invoke("Deploy", 2, "deploy"),
          invoke("Release", 5, "release"),
        ],
      },
    ]);
  });

  for (const [given, minutes] of [
    [undefined, 1440],
    [5, 5],
    [86_400, 86_400],
  ] as const) {
    it(`asks for approval before the release, for ${minutes} minutes`, async () => {
      const made = await make(pipeline({ approval: { topicArn, timeoutMinutes: given } }));
      const stages = only(made, PIPELINE).inputs["stages"] as { actions: { name: string }[] }[];
      const actions = stages[1]?.actions ?? [];
      assert.deepEqual(
        actions.map(({ name }) => name),
        ["Prepare", "Deploy", "Approve", "Release"],
      );
      assert.deepEqual(actions[2], {
        name: "Approve",
        runOrder: 4,
        category: "Approval",
        owner: "AWS",
        provider: "Manual",
        version: "1",
        timeoutInMinutes: minutes,
        configuration: {
          NotificationArn: topicArn,
          CustomData:
            "Release storefront, version #{Source.VersionId} of its revision? The preview shows it.",
        },
      });
    });
  }

  for (const [given, minutes] of [
    [undefined, 1440],
    [5, 5],
    [43_200, 43_200],
  ] as const) {
    it(`asks once more after the release, for ${minutes} minutes`, async () => {
      const confirmation = { topicArn, timeoutMinutes: given };
      for (const [args, names] of [
        [{ approval, confirmation }, ["Prepare", "Deploy", "Approve", "Release", "Confirm"]],
        [{ confirmation }, ["Prepare", "Deploy", "Release", "Confirm"]],
      ] as const) {
        const made = await make(pipeline(args));
        const stages = only(made, PIPELINE).inputs["stages"] as { actions: { name: string }[] }[];
        const actions = stages[1]?.actions ?? [];
        assert.deepEqual(
          actions.map(({ name }) => name),
          names,
        );
        assert.deepEqual(actions.at(-1), {
          name: "Confirm",
          runOrder: 6,
          category: "Approval",
          owner: "AWS",
          provider: "Manual",
          version: "1",
          timeoutInMinutes: minutes,
          configuration: {
            NotificationArn: topicArn,
            CustomData:
              "Shall users stay on version #{Source.VersionId} of storefront? Yes retires the fleet before it " +
              "at once; no takes users back to that, where they can go back.",
          },
        });
      }
    });
  }

  it("tells its name and ARN", async () => {
    const { component } = await make(pipeline());
    assert.deepEqual(await Promise.all([component.pipelineName, component.pipelineArn].map(value)), [
      "shop-dev-storefront-pipeline",
      "arn:Pipeline storefront-pipeline",
    ]);
  });
});
