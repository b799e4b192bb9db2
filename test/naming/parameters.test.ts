import assert from "node:assert/strict";
import fc from "fast-check";
import { servicePath } from "../../naming/parameters";
import { OFTEN } from "../helpers/property-runs";
import { identities } from "./identities";
import { refusalLines } from "./refusal-lines";

const identity = { project: "shop", stage: "dev", service: "storefront" };

describe("the path of a service's parameters", () => {
  it("is refused for a bad service, and where SSM keeps its beginning for itself", () => {
    assert.deepEqual(
      refusalLines(() => servicePath({ ...identity, service: "Store" })),
      [
        "service: must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last, " +
          'got "Store"; choose another',
      ],
    );
    for (const project of ["aws", "ssmtools"]) {
      assert.deepEqual(
        refusalLines(() => servicePath({ ...identity, project })),
        [
          "project: must be another word than internal, sg, sthree, amzn and what begins with aws or ssm: AWS keeps them for itself, " +
            `got "${project}"; choose another`,
        ],
      );
    }
  });

  it("lies below the one of its stage", () => {
    assert.equal(servicePath(identity), "/shop/dev/services/storefront");
    assert.equal(servicePath(identity, "blue", "revision"), "/shop/dev/services/storefront/blue/revision");
    assert.equal(servicePath({ ...identity, project: "laws" }), "/laws/dev/services/storefront");
  });

  it("differs for every two services", () => {
    fc.assert(
      fc.property(identities, identities, (one, other) => {
        const paths = [one, other].map((each) => servicePath({ ...each, service: each.service ?? "none" }));
        const same = (["project", "stage", "service"] as const).every((part) => one[part] === other[part]);
        fc.pre(!same && one.service !== "none" && other.service !== "none");
        fc.pre(one.service !== undefined || other.service !== undefined || paths[0] !== paths[1]);
        assert.notEqual(paths[0], paths[1]);
      }),
      OFTEN,
    );
  });
});
