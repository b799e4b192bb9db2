/** What is deployed today is what is deployed by the same declaration tomorrow. */
import { withParsed } from "../aws/embedded";
import { texts } from "../configuration/setting";
import { at, type Found } from "../iam/grants";
import { resourceRule, type Finding, type Resource } from "../rule";
import { isValues, UNKNOWN, type Value, type Values } from "../value";

/** Where instances are made from a launch template. */
export const templates: Readonly<Record<string, readonly string[]>> = {
  "aws:autoscaling/group:Group": [
    "launchTemplate",
    "mixedInstancesPolicy.launchTemplate.launchTemplateSpecification",
    "mixedInstancesPolicy.launchTemplate.overrides[].launchTemplateSpecification",
  ],
  "aws:batch/computeEnvironment:ComputeEnvironment": ["computeResources.launchTemplate"],
  "aws:ec2/fleet:Fleet": ["launchTemplateConfigs[].launchTemplateSpecification"],
  "aws:ec2/instance:Instance": ["launchTemplate"],
  "aws:ec2/spotFleetRequest:SpotFleetRequest": ["launchTemplateConfigs[].launchTemplateSpecification"],
  "aws:eks/nodeGroup:NodeGroup": ["launchTemplate"],
};

/** Where container images are named. */
export const images: Readonly<Record<string, readonly string[]>> = {
  "aws:apprunner/service:Service": ["sourceConfiguration.imageRepository.imageIdentifier"],
  "aws:batch/jobDefinition:JobDefinition": ["containerProperties.image"],
  "aws:codebuild/project:Project": ["environment.image"],
  "aws:ecs/taskDefinition:TaskDefinition": ["containerDefinitions[].image"],
  "aws:lambda/function:Function": ["imageUri"],
  "aws:sagemaker/model:Model": ["primaryContainer.image", "containers[].image"],
};

/** What is made from an object of a bucket: Lambda copies it, and looks again only when one of these inputs changes. */
export const artifacts = ["aws:lambda/function:Function", "aws:lambda/layerVersion:LayerVersion"] as const;

export const pinnedVersions = resourceRule({
  id: "pinned-versions",
  description: "Launch templates, container images and artifacts are named by a version that does not move.",
  reason:
    "The version $Latest, a tag such as latest or a key alone name something else tomorrow: instances of one group then differ, a rollback brings back what is newest, and an update of the program sees no change.",
  remedy: "Name the version: its number, a tag of that one build or the digest, the object's version.",
  level: "advisory",
  severity: "medium",
  types: new Set([...Object.keys(templates), ...Object.keys(images), ...artifacts]),
  settings: { movingTags: texts("Tags of container images that move from build to build.", ["latest"]) },
  check: (resource, { settings }) => {
    const inputs = withParsed(resource.inputs, "containerDefinitions", "containerProperties");
    const found = (paths: readonly string[] = []): readonly Found[] => each(inputs, paths);
    return [
      ...found(templates[resource.type]).flatMap(ofTemplate),
      ...found(images[resource.type]).flatMap((image) => ofImage(image, settings.movingTags)),
      ...ofArtifact(resource),
    ];
  },
});

/** Once each: two paths may lead to the same unknown. */
function each(inputs: Values, paths: readonly string[]): readonly Found[] {
  const found = paths.flatMap((path) => at(inputs, path));
  return [...new Map(found.map((one) => [one.property, one])).values()];
}

/** A version that is not known yet is the number of one that is about to be made. */
function ofTemplate({ property, value }: Found): readonly Finding[] {
  if (value === UNKNOWN) return [{ notEvaluated: property }];
  if (!isValues(value)) return [];
  const version = value["version"] ?? "nothing, which is $Default";
  if (typeof version !== "string" || !version.includes("$")) return [];
  const rule = "the number of a version";
  const remedy = "give latestVersion of the launch template, which changes with it";
  return [{ problem: { property: `${property}.version`, rule, got: version, remedy } }];
}

function ofImage({ property, value }: Found, moving: readonly string[]): readonly Finding[] {
  if (value === UNKNOWN) return [{ notEvaluated: property }];
  if (typeof value !== "string" || value === "" || value.includes("@")) return [];
  const [, tag] = /:([^:/]*)$/.exec(value) ?? [];
  if (tag !== undefined && !moving.includes(tag)) return [];
  const got = tag === undefined ? "no tag, which is latest" : `the tag ${tag}`;
  const remedy = "give the tag of that one build, or its digest: repository@sha256:...";
  return [{ problem: { property, rule: "named by a version", got, remedy } }];
}

/** A digit in the key is most often a version, a build or a digest. */
function ofArtifact({ type, inputs }: Resource): readonly Finding[] {
  const { s3Key, s3ObjectVersion, sourceCodeHash } = inputs;
  if (!artifacts.some((one) => one === type) || !isGiven(s3Key)) return [];
  if (isGiven(s3ObjectVersion) || isGiven(sourceCodeHash)) return [];
  if (s3Key === UNKNOWN) return [{ notEvaluated: "s3Key" }];
  if (typeof s3Key !== "string" || /\d/.test(s3Key)) return [];
  const remedy = "give s3ObjectVersion, or sourceCodeHash where the bucket keeps no versions";
  const rule = "given with a key that is written again and again";
  return [{ problem: { property: "s3ObjectVersion", rule, got: "nothing", remedy } }];
}

function isGiven(value: Value): boolean {
  return value !== undefined && value !== null && value !== "";
}
