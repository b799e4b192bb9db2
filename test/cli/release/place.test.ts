import assert from "node:assert/strict";
import { placeOf } from "../../../cli/release/place";
import { temporaryFolder } from "../../helpers/temporary-folder";
import { shop } from "./at-shop";

const OTHERWISE = "left out with --stack, whose settings say it";

describe("the stage that a command is about", () => {
  it("is refused where it is named twice, by half, or not validly", () => {
    const refused = (options: Parameters<typeof placeOf>[1], message: string): void => {
      assert.throws(() => placeOf(temporaryFolder(), options), { message });
    };
    refused({ stack: "dev", stage: "prod" }, `--stage: must be ${OTHERWISE}, got prod; leave one out`);
    refused(
      { project: "shop" },
      "--stage: must be given with --project, got nothing; give both, or --stack alone",
    );
    refused(
      { project: "Shop", stage: "dev" },
      '--project: must be 1 to 32 lower-case letters and digits, a letter first, got "Shop"; choose another',
    );
  });

  it("is refused where there is no project, and no stage is named", () => {
    assert.throws(
      () => placeOf(temporaryFolder(), {}),
      /must be a stack of the project, with its settings in Pulumi\.dev\.yaml/,
    );
  });

  it("is dev unless another is named, as its settings have it", () => {
    assert.deepEqual(placeOf(shop(), {}), {
      project: "shop",
      stage: "dev",
      declared: { released: ["storefront", "checkout"], others: ["guestbook"] },
      asTold: "--stack dev",
      region: "ap-northeast-2",
      zone: "dev.shop.internal",
    });
  });

  it("needs no settings where project and stage are given, and takes the region that is said", () => {
    assert.deepEqual(placeOf(temporaryFolder(), { project: "shop", stage: "dev" }), {
      project: "shop",
      stage: "dev",
      asTold: "--project shop --stage dev",
    });
    const { region, asTold } = placeOf(shop(), { region: "eu-west-1" });
    assert.deepEqual([region, asTold], ["eu-west-1", "--stack dev --region eu-west-1"]);
  });
});
