import assert from "node:assert/strict";
import { Emulator, type Mirrorable } from "../../../local/mirror/emulator";
import type { Mirror, Mirrored } from "../../../local/mirror/mirrored";
import { ofFunctions } from "../../../local/mirror/types/functions";
import { ofS3 } from "../../../local/mirror/types/s3";

const ALIAS = "aws:lambda/alias:Alias";

describe("an alias in an emulator that has begun anew", () => {
  /** What restoring it makes, in an emulator that has nothing. */
  const restored = async (properties: Mirror["properties"]): Promise<Mirror["properties"] | undefined> => {
    const made: Mirror[] = [];
    const empty: Mirrored = {
      ...ofFunctions[ALIAS],
      read: () => Promise.resolve(undefined),
      create: (_, mirror) => Promise.resolve(made.push(mirror)),
    };
    const alias: Mirrorable = { type: ALIAS, id: "arn", properties };
    await new Emulator("http://127.0.0.1:9", new Map([[ALIAS, empty]])).restore([alias]);
    return made[0]?.properties;
  };

  it("is at the first version, the only one its function has there, and shifts nothing", async () => {
    const shifting = { additionalVersionWeights: { "4": 0.1 } };
    assert.deepEqual(
      await restored({ name: "live", functionName: "web", functionVersion: "3", routingConfig: shifting }),
      { name: "live", functionName: "web", functionVersion: "1" },
    );
  });

  it("stays at the newest code where it was there", async () => {
    const given = { name: "live", functionName: "web", functionVersion: "$LATEST" };
    assert.deepEqual(await restored(given), given);
  });
});

describe("a bucket's notification in an emulator that has begun anew", () => {
  it("is made although the emulator, which does not tell it, could have it", async () => {
    const made: Mirror[] = [];
    const type = "aws:s3/bucketNotification:BucketNotification";
    const silent: Mirrored = {
      ...ofS3[type],
      read: () => Promise.resolve({ bucket: "artifacts" }),
      create: (_, mirror) => Promise.resolve(made.push(mirror)),
    };
    const notification = { type, id: "artifacts", properties: { bucket: "artifacts", eventbridge: true } };
    await new Emulator("http://127.0.0.1:9", new Map([[type, silent]])).restore([notification]);
    assert.deepEqual(made, [notification]);
  });
});
