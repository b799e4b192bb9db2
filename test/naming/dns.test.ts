import assert from "node:assert/strict";
import fc from "fast-check";
import { instanceName, sideName, stageDomain, zoneProblems } from "../../naming/dns";
import { OFTEN } from "../helpers/property-runs";
import { badParts, identities } from "./identities";
import { refusalLines } from "./refusal-lines";

const ZONE = "dev.shop.internal";
const rule = (longest: number): string =>
  `must be a lower-case domain name of at least two labels and at most ${longest} characters, without a dot at its end`;

describe("a private name", () => {
  it("is refused for a bad service and a bad domain at once", () => {
    assert.deepEqual(
      refusalLines(() => sideName("product", "Shop", "internal")),
      [
        `domain: ${rule(200)}, got "internal"; for example dev.shop.internal`,
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

  it("is refused for a zone of 181 characters, which would leave its names no room, and taken for one of 180", () => {
    assert.deepEqual(zoneProblems(zoneOf(180), "zone"), []);
    assert.deepEqual(
      zoneProblems(zoneOf(181), "zone").map((problem) => problem.rule),
      [rule(180).slice("must be ".length)],
    );
  });

  it("is refused for a stage that is none, and for a bad zone, at once", () => {
    assert.deepEqual(
      refusalLines(() => stageDomain("Dev", "internal")),
      [
        `zone: ${rule(180)}, got "internal"; for example dev.shop.internal`,
        'stage: must be 1 to 32 lower-case letters and digits, a letter first, got "Dev"; choose another',
      ],
    );
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

  it("says the stage once: in the zone's name, or before it", () => {
    assert.equal(stageDomain("dev", "dev.shop.internal"), "dev.shop.internal");
    assert.equal(stageDomain("dev", "shop.internal"), "dev.shop.internal");
    assert.equal(stageDomain("dev", "devs.shop.internal"), "dev.devs.shop.internal");
  });

  it("of any service in the longest zone is one DNS takes: labels of up to 63, 253 in all", () => {
    fc.assert(
      fc.property(identities, ({ stage, service = "shop" }) => {
        const domain = stageDomain(stage, zoneOf(180));
        const names = [
          sideName("product", service, domain),
          instanceName("i-0123456789abcdef0", service, domain),
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

/** A zone's name of so many characters. */
function zoneOf(length: number): string {
  const [long, end] = ["z".repeat(63), ".internal"];
  return `${[long, long].join(".")}.${"z".repeat(length - 128 - end.length)}${end}`;
}
