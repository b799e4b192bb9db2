import assert from "node:assert/strict";
import fc from "fast-check";
import { instanceName, sideName, zoneProblems } from "../../naming/dns";
import { OFTEN } from "../helpers/property-runs";
import { badParts, identities } from "./identities";
import { refusalLines } from "./refusal-lines";

const ZONE = "dev.shop.internal";
const ZONE_RULE =
  "must be a lower-case domain name of at least two labels and at most 200 characters, without a dot at its end";

describe("a private name", () => {
  it("is refused for a bad service and a bad zone at once", () => {
    assert.deepEqual(
      refusalLines(() => sideName("product", "Shop", "internal")),
      [
        `zone: ${ZONE_RULE}, got "internal"; for example dev.shop.internal`,
        "service: must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last, " +
          'got "Shop"; choose another',
      ],
    );
  });

  for (const [value, why] of badParts) {
    it(`is refused for a service ${why}`, () => {
      assert.match(refusalLines(() => sideName("preProduct", value, ZONE))[0] ?? "", /^service: must be /);
    });
  }

  for (const zone of ["", "internal", "shop.internal.", "Shop.internal", "-a.internal", "a..b", "shop.1"]) {
    it(`is refused for the zone ${JSON.stringify(zone)}`, () => {
      assert.deepEqual(zoneProblems(zone, "zone").length, 1);
    });
  }

  it("is refused for a zone of 201 characters, which would leave its names no room, and taken for one of 200", () => {
    const zone = (length: number): string => `${"a.".repeat(100)}internal`.slice(-length);
    const whole = `a${zone(199).replace(/^\./, "b")}`;
    assert.deepEqual([whole.length, zoneProblems(whole, "zone").length], [200, 0]);
    assert.equal(zoneProblems(`a${whole}`, "zone").length, 1);
  });

  it("is refused for what is no instance", () => {
    assert.deepEqual(
      refusalLines(() => instanceName("i-1", "shop", ZONE)),
      ['instanceId: must be i- and 8 or 17 hexadecimal digits, got "i-1"; copy it from AWS'],
    );
  });

  it("says side or instance, service and zone", () => {
    assert.equal(sideName("product", "storefront", ZONE), "prd.storefront.dev.shop.internal");
    assert.equal(sideName("preProduct", "storefront", ZONE), "pre.storefront.dev.shop.internal");
    assert.equal(
      instanceName("i-0123456789abcdef0", "storefront", ZONE),
      "i-0123456789abcdef0.storefront.dev.shop.internal",
    );
  });

  it("of any service in the longest zone is one DNS takes: labels of up to 63, 253 in all", () => {
    const zone = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.internal`.slice(-200);
    fc.assert(
      fc.property(identities, ({ service = "shop" }) => {
        const names = [
          sideName("product", service, zone),
          instanceName("i-0123456789abcdef0", service, zone),
        ];
        for (const name of names) {
          assert.ok(name.length <= 253);
          for (const label of name.split(".")) assert.match(label, /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
        }
      }),
      OFTEN,
    );
  });
});
