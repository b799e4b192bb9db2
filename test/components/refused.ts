/** What a component says to arguments it does not take. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Refusal } from "../../refusal/refusal";
import { make } from "./make";

export type Program = (opts: pulumi.ComponentResourceOptions) => pulumi.Resource;

/** The paths and the lines of the refusal. */
export async function refused(program: Program): Promise<{ paths: string[]; lines: string[] }> {
  const error = await errorOf(program);
  assert.ok(pulumi.InputPropertiesError.isInstance(error), String(error));
  const { errors } = error;
  return { paths: errors.map(({ propertyPath }) => propertyPath), lines: error.message.split("\n") };
}

/** What of its identity and its ownership gives no names and tags, and is refused before anything else is looked at. */
export async function misnamed(program: Program): Promise<string[]> {
  const error = await errorOf(program);
  assert.ok(error instanceof Refusal, String(error));
  return error.problems.map(({ property }) => property);
}

function errorOf(program: Program): Promise<unknown> {
  return make(program).then(
    () => assert.fail("nothing was refused"),
    (error: unknown) => error,
  );
}
