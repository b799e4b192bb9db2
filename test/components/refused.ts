/** What a component says to arguments it does not take. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { make } from "./make";

/** The paths and the lines of the refusal. */
export async function refused(
  program: (opts: pulumi.ComponentResourceOptions) => pulumi.Resource,
): Promise<{ paths: string[]; lines: string[] }> {
  try {
    await make(program);
  } catch (error) {
    assert.ok(pulumi.InputPropertiesError.isInstance(error), String(error));
    const { errors } = error;
    return { paths: errors.map(({ propertyPath }) => propertyPath), lines: error.message.split("\n") };
  }
  assert.fail("nothing was refused");
}
