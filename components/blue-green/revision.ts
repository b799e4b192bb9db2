/** What a colour runs, read by each of its instances at boot. Written by releases; Pulumi only says "nothing yet". */
import * as ssm from "@pulumi/aws/ssm";
import { servicePath } from "../../naming/parameters";
import type { Colour } from "../../naming/colours";
import { partOf, type Plan } from "./plan";

/** The value before the first release: an instance that reads it starts nothing. */
const NONE = { releaseId: "none" };

/** A release writes `{bucket, key, versionId, sha256, releaseId}` in its place. */
export function createRevision(plan: Plan, colour: Colour): ssm.Parameter {
  const { logicalName, tags } = partOf(plan, "revision", colour);
  return new ssm.Parameter(
    logicalName,
    {
      name: servicePath(plan.identity, colour, "revision"),
      description: `The revision that instances of ${colour} install`,
      type: "String",
      value: JSON.stringify(NONE),
      tags,
    },
    { parent: plan.parent, ignoreChanges: ["value"] },
  );
}
