import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Refusal } from "../../../refusal/refusal";
import { jobIdOf, parametersOf } from "../../../runtime/release/job";
import { JOB_ID, jobEvent, parameters, SECRETS } from "./event";

/** What it says to an event it refuses; undefined where it takes it. */
function refusalOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.message;
  }
}

describe("a job's event", () => {
  it("is refused or read, whatever it is, and nothing else happens", () => {
    fc.assert(
      fc.property(fc.anything(), (event) => {
        assert.notEqual(
          refusalOf(() => jobIdOf(event)),
          undefined,
        );
        assert.notEqual(
          refusalOf(() => parametersOf(event, "deploy")),
          undefined,
        );
      }),
    );
  });

  it("is never quoted beyond the parameters of the action", () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), (userParameters, id) => {
        const event = jobEvent(userParameters, id);
        const said = `${refusalOf(() => jobIdOf(event)) ?? ""}${refusalOf(() => parametersOf(event, "deploy")) ?? ""}`;
        for (const secret of SECRETS) assert.ok(!said.includes(secret));
      }),
    );
  });

  it("is read as the pipeline's action was declared", () => {
    const event = jobEvent(JSON.stringify(parameters("release")));
    assert.equal(jobIdOf(event), JOB_ID);
    assert.deepEqual(parametersOf(event, "release"), {
      service: "storefront",
      executionId: "0b1c",
      versionId: "3L4k",
    });
  });
});
