import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { portOf } from "../../components/blue-green/fixed-port";
import { make, only } from "./make";
import { settings, storefront, TARGET_GROUP } from "./storefront";

describe("the port of a service", () => {
  it("is refused when it is not the registered one, with the way out", () => {
    assert.throws(
      () => portOf(9090, '{"port":8080}'),
      (error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.equal(
          error.message,
          "settings.port: must be 8080, as it is fixed for the life of the service, got 9090; keep it, or add a service " +
            "of another name with the new port and remove this one later",
        );
        return true;
      },
    );
  });

  for (const [what, registration] of [
    ["the registered one", '{"port":9090}'],
    ["registered nowhere yet", undefined],
    ["registered as something else", '{"port":"8080"}'],
    ["registered by something that is no JSON", "8080,"],
    ["registered by nothing", "null"],
  ] as const) {
    it(`is what is declared where that is ${what}`, () => {
      assert.equal(portOf(9090, registration), 9090);
    });
  }

  it("is looked up where the service is registered", async () => {
    const path = "/shop/dev/services/storefront";
    const asked: unknown[] = [];
    const made = await make(storefront({ settings: { ...settings, port: 9090 } }), {
      answers: {
        "aws:ssm/getParametersByPath:getParametersByPath": (one) => {
          asked.push(one["path"]);
          const registered = one["path"] === path;
          return registered
            ? { names: [`${path}/registration`], values: ['{"port":9090}'] }
            : { names: [], values: [] };
        },
      },
    });
    assert.deepEqual(asked.sort(), [path, `${path}/state`]);
    assert.equal(only(made, TARGET_GROUP, "storefront-fleet-blue").inputs["port"], 9090);
  });
});
