import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Finding } from "../../../policy/rule";
import { artifacts, images, pinnedVersions, templates } from "../../../policy/rules/pinned-versions";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { anyInputsOf } from "../any-inputs";
import { judge } from "../judge";
import { nested } from "../nested";

const GROUP = "aws:autoscaling/group:Group";
const FUNCTION = "aws:lambda/function:Function";
const TASK = "aws:ecs/taskDefinition:TaskDefinition";

const check = (type: string, inputs: Values): readonly Finding[] => judge(pinnedVersions, { type, inputs });
const places = (findings: readonly Finding[]): string[] =>
  findings.map((finding) => ("problem" in finding ? finding.problem.property : `? ${finding.notEvaluated}`));
const ofImage = (imageUri: Value): string[] => places(check(FUNCTION, { imageUri }));

describe("the rule pinned-versions", () => {
  it("says which version moves, and what to name instead", () => {
    assert.deepEqual(check(GROUP, { launchTemplate: { id: "lt-1", version: "$Latest" } }), [
      {
        problem: {
          property: "launchTemplate.version",
          rule: "the number of a version",
          got: "$Latest",
          remedy: "give latestVersion of the launch template, which changes with it",
        },
      },
    ]);
    assert.deepEqual(check(FUNCTION, { imageUri: "registry:5000/shop" }), [
      {
        problem: {
          property: "imageUri",
          rule: "named by a version",
          got: "no tag, which is latest",
          remedy: "give the tag of that one build, or its digest: repository@sha256:...",
        },
      },
    ]);
    assert.deepEqual(check(FUNCTION, { s3Bucket: "shop", s3Key: "web/app.zip" }), [
      {
        problem: {
          property: "s3ObjectVersion",
          rule: "given with a key that is written again and again",
          got: "nothing",
          remedy: "give s3ObjectVersion, or sourceCodeHash where the bucket keeps no versions",
        },
      },
    ]);
  });

  it("refuses $Default, and no version, which is the same, wherever a template is used", () => {
    for (const [type, paths] of Object.entries(templates))
      for (const path of paths)
        for (const version of ["$Default", undefined, null])
          assert.deepEqual(places(check(type, nested(path, { id: "lt-1", version }))), [
            `${path.replace("[]", "[0]")}.version`,
          ]);
  });

  it("takes the number of a version, and one that is not known yet", () => {
    const versions: readonly Value[] = ["3", 3, UNKNOWN];
    for (const version of versions) assert.deepEqual(check(GROUP, { launchTemplate: { version } }), []);
  });

  it("refuses a tag that moves wherever an image is named, in JSON text too", () => {
    for (const [type, paths] of Object.entries(images))
      for (const path of paths)
        assert.deepEqual(places(check(type, nested(path, "shop:latest"))), [path.replace("[]", "[0]")]);
    const containerDefinitions = JSON.stringify([{ image: "shop:1" }, { image: "shop" }]);
    assert.deepEqual(places(check(TASK, { containerDefinitions })), ["containerDefinitions[1].image"]);
    const containerProperties = JSON.stringify({ image: "shop" });
    assert.deepEqual(places(check("aws:batch/jobDefinition:JobDefinition", { containerProperties })), [
      "containerProperties.image",
    ]);
  });

  it("takes a tag of one build and a digest, and refuses the tags it is told of", () => {
    for (const image of [
      "shop:1.4.2",
      "registry:5000/shop:a1b2c3",
      "shop@sha256:ab",
      "shop:latest@sha256:ab",
    ])
      assert.deepEqual(ofImage(image), []);
    const settings = { movingTags: ["main"] };
    const found = (imageUri: string): number =>
      judge(pinnedVersions, { type: FUNCTION, inputs: { imageUri } }, { settings }).length;
    assert.deepEqual([found("shop:main"), found("shop:latest")], [1, 0]);
  });

  it("takes an artifact whose version, hash or key says which it is", () => {
    const s3 = { s3Bucket: "shop", s3Key: "web/app.zip" };
    const taken: readonly Values[] = [
      { ...s3, s3ObjectVersion: "Q3" },
      { ...s3, s3ObjectVersion: UNKNOWN },
      { ...s3, sourceCodeHash: "ab=" },
      { ...s3, s3Key: "web/app-1.4.2.zip" },
      { s3Bucket: "shop" },
    ];
    for (const type of artifacts) for (const inputs of taken) assert.deepEqual(check(type, inputs), []);
  });

  it("does not evaluate a template, an image or a key that is unknown", () => {
    assert.deepEqual(places(check(GROUP, { launchTemplate: UNKNOWN })), ["? launchTemplate"]);
    assert.deepEqual(places(check(GROUP, { mixedInstancesPolicy: UNKNOWN })), ["? mixedInstancesPolicy"]);
    assert.deepEqual(ofImage(UNKNOWN), ["? imageUri"]);
    assert.deepEqual(places(check(TASK, { containerDefinitions: UNKNOWN })), ["? containerDefinitions"]);
    assert.deepEqual(places(check(FUNCTION, { s3Key: UNKNOWN })), ["? s3Key"]);
  });

  it("has nothing to say about definitions that are no JSON", () => {
    for (const containerDefinitions of ["{", "", "7", 7, null])
      assert.deepEqual(check(TASK, { containerDefinitions }), []);
  });

  it("never throws, whatever the inputs", () => {
    const names = [...Object.values(templates), ...Object.values(images)]
      .flat()
      .map((path) => path.split(/[.[]/));
    const steps = names.flat().filter((step) => /\w/.test(step));
    const inputs = anyInputsOf([...names.map(([name = ""]) => name), "s3Key"], [...steps, "version"]);
    fc.assert(
      fc.property(fc.constantFrom(...pinnedVersions.types), inputs, (type, given) => {
        assert.ok(Array.isArray(check(type, given)));
      }),
    );
  });
});
