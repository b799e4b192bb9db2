import assert from "node:assert/strict";
import fc from "fast-check";
import { releaseStageOf, releaseVariables } from "../../naming/release-environment";
import { OFTEN } from "../helpers/property-runs";
import { identities } from "./identities";
import { refusalLines } from "./refusal-lines";

const WORD = "must be 1 to 32 lower-case letters and digits, a letter first";

describe("the environment of release control's functions", () => {
  it("is refused with everything that is missing or wrong, and that a run of Pulumi sets it", () => {
    assert.deepEqual(
      refusalLines(() => releaseStageOf({ MULTISTAGE_PROJECT: "Shop" })),
      [
        `MULTISTAGE_PROJECT: ${WORD}, got "Shop"; run pulumi up, which sets it`,
        `MULTISTAGE_STAGE: ${WORD}, got nothing; run pulumi up, which sets it`,
      ],
    );
    assert.deepEqual(
      refusalLines(() => releaseStageOf({ MULTISTAGE_PROJECT: "awsome", MULTISTAGE_STAGE: "dev" })).length,
      1,
    );
  });

  it("is not made for what is no stage", () => {
    assert.deepEqual(
      refusalLines(() => releaseVariables({ project: "shop", stage: "" })),
      [`stage: ${WORD}, got ""; choose another`],
    );
  });

  it("has no zone where there is none, also where that is said by an empty text", () => {
    assert.deepEqual(releaseVariables({ project: "shop", stage: "dev" }), {
      MULTISTAGE_PROJECT: "shop",
      MULTISTAGE_STAGE: "dev",
    });
    const env = { MULTISTAGE_PROJECT: "shop", MULTISTAGE_STAGE: "dev", MULTISTAGE_ZONE_ID: "" };
    assert.deepEqual(releaseStageOf(env), { project: "shop", stage: "dev" });
  });

  it("tells the stage that it was made for", () => {
    fc.assert(
      fc.property(
        identities,
        fc.option(fc.constantFrom("Z1", "Z2"), { nil: undefined }),
        (identity, zoneId) => {
          const { project, stage } = identity;
          const given = { project, stage, ...(zoneId === undefined ? {} : { zoneId }) };
          assert.deepEqual(releaseStageOf(releaseVariables(given)), given);
        },
      ),
      OFTEN,
    );
  });
});
