import assert from "node:assert/strict";
import fc from "fast-check";
import { targetOf } from "../../../cli/release/connect-name";
import { instanceName, sideName } from "../../../naming/dns";

const RULE = "pre.<service>, prd.<service> or <instance id>.<service>, with the zone or without it";

describe("the name of what is connected to", () => {
  it("is refused where it is none of ours", () => {
    for (const name of [
      "",
      "storefront",
      "www.storefront.dev.shop.internal",
      "prd",
      "i-123.storefront",
      "prd.Store_front",
    ])
      assert.throws(() => targetOf(name, undefined), {
        message: `name: must be ${RULE}, got ${name}; multistage names lists the services`,
      });
  });

  it("is refused in another zone than the stage's", () => {
    assert.throws(() => targetOf("prd.storefront.prod.shop.internal", "dev.shop.internal"), {
      message:
        "name: must be a name of the zone dev.shop.internal, got prd.storefront.prod.shop.internal; name the stack whose zone it is: --stack",
    });
  });

  it("may leave out the zone, and an instance its service", () => {
    assert.deepEqual(targetOf("pre.storefront", "dev.shop.internal"), {
      kind: "side",
      side: "preProduct",
      service: "storefront",
    });
    assert.deepEqual(targetOf("i-0123456789abcdef0", undefined), {
      kind: "instance",
      instanceId: "i-0123456789abcdef0",
      service: undefined,
    });
  });

  it("is every name that naming makes, with a dot at its end, too", () => {
    const service = fc.stringMatching(/^[a-z](?:[a-z0-9-]{0,20}[a-z0-9])?$/);
    const end = fc.constantFrom("", ".");
    fc.assert(
      fc.property(service, fc.constantFrom("product", "preProduct"), end, (name, side, dot) => {
        const target = targetOf(sideName(side, name, "dev.shop.internal") + dot, "dev.shop.internal");
        assert.deepEqual(target, { kind: "side", side, service: name });
      }),
    );
    fc.assert(
      fc.property(service, fc.stringMatching(/^[0-9a-f]{17}$/), (name, id) => {
        const target = targetOf(instanceName(`i-${id}`, name, "dev.shop.internal"), undefined);
        assert.deepEqual(target, { kind: "instance", instanceId: `i-${id}`, service: name });
      }),
    );
  });
});
