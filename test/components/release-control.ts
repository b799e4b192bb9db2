/** The release control most tests make, with other arguments where they ask for some. */
import type * as pulumi from "@pulumi/pulumi";
import { ReleaseControl, type ReleaseControlArgs } from "../../components/release-control/release-control";

const args: ReleaseControlArgs = {
  identity: { project: "shop", stage: "dev" },
  ownership: { owner: "web", costCenter: "1000" },
};

export function control(
  changes: Partial<ReleaseControlArgs> = {},
): (opts: pulumi.ComponentResourceOptions) => ReleaseControl {
  return (opts) => new ReleaseControl("control", { ...args, ...changes }, opts);
}

/** The functions of a stage, in the order in which they are made. */
export const FUNCTIONS = ["prepare", "deploy", "release", "retire", "events"] as const;
export const FUNCTION = "aws:lambda/function:Function";
