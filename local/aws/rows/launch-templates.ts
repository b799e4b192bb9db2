/** Amazon EC2 launch templates: every change of what they launch is a new version. */
import { arn, ec2Id, page, text, type Making, type Row } from "./row";

/** Inputs that are of the template itself, not of its versions. */
const OF_TEMPLATE = ["name", "namePrefix", "defaultVersion", "updateDefaultVersion", "tags", "region"];
/** A change of these alone is known not to move `latestVersion` already in a preview (tags are not among them). */
const STILL = ["name", "namePrefix", "description", "defaultVersion", "updateDefaultVersion", "region"];

function latest({ before, changed }: Making): number {
  if (before === undefined) return 1;
  const isNew = [...changed].some((name) => !OF_TEMPLATE.includes(name));
  return Number(before["latestVersion"] ?? 1) + (isNew ? 1 : 0);
}

const launchTemplate: Row = {
  type: "aws:ec2/launchTemplate:LaunchTemplate",
  source: page("025e4f81cab8553cb052aebfcc5987e2aa8c702a", "internal/service/ec2/ec2_launch_template.go"),
  id: () => ec2Id("lt"),
  idLine: 999,
  autoName: "name",
  unique: {
    key: ({ inputs, place }) => `${place.region} ${text(inputs, "name")}`,
    error: "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use",
  },
  replaceOn: { name: 709, namePrefix: 717 },
  // A version is made of the whole template as the program has it, not of what changed.
  update: "whole",
  updateLine: 1061,
  moves: (changed, inputs) => {
    if ([...changed].every((name) => STILL.includes(name))) return [];
    return inputs["updateDefaultVersion"] === true ? ["latestVersion", "defaultVersion"] : ["latestVersion"];
  },
  computed: (making, id) => {
    const { inputs, place, before } = making;
    const version = latest(making);
    // Creation takes no default version: it is 1 until an update moves it.
    const chosen = before === undefined ? 1 : (inputs["defaultVersion"] ?? before["defaultVersion"] ?? 1);
    return {
      arn: arn(place, "ec2", `launch-template/${id}`),
      defaultVersion: inputs["updateDefaultVersion"] === true ? version : chosen,
      latestVersion: version,
    };
  },
};

export const launchTemplates = [launchTemplate];
