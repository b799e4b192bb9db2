import assert from "node:assert/strict";
import * as fc from "fast-check";
import { Refusal } from "../../../refusal/refusal";
import { registrationFrom } from "../../../runtime/release/registration";
import { OFTEN } from "../../helpers/property-runs";
import { linesOf } from "./refused";
import { IDENTITY, REGISTRATION } from "./sample";

const REMEDY = "run pulumi up, which writes it";

/** What is said to a registration that differs from a good one in this. */
function refusal(change: object): string[] {
  return linesOf(() => registrationFrom(JSON.stringify({ ...REGISTRATION, ...change }), IDENTITY));
}

function line(property: string, rule: string, got: string): string {
  return `the registration: ${property}: must be ${rule}, got ${got}; ${REMEDY}`;
}

describe("the registration of a service", () => {
  it("is refused in the version after ours, and for that alone", () => {
    assert.deepEqual(refusal({ version: 3, sizes: "auto" }), [
      "the registration: version: must be 1 or 2, which is what this version of multistage knows, got 3; update multistage here, too",
    ]);
  });

  it("is refused in a version that nobody ever wrote, and without one", () => {
    for (const version of [0, -1, 1.5, "2", null])
      assert.deepEqual(refusal({ version }), [
        line("version", "1 or 2, which is what this version of multistage knows", JSON.stringify(version)),
      ]);
    assert.deepEqual(refusal({ version: undefined }), [
      line("version", "1 or 2, which is what this version of multistage knows", "nothing"),
    ]);
  });

  it("is refused where the parameter is empty, or has no object", () => {
    assert.deepEqual(
      linesOf(() => registrationFrom("", IDENTITY)),
      [`the registration: must be JSON, got ""; ${REMEDY}`],
    );
    for (const text of ["null", "5", '"none"'])
      assert.deepEqual(
        linesOf(() => registrationFrom(text, IDENTITY)),
        [`the registration: must be an object, got ${text}; ${REMEDY}`],
      );
  });

  it("is refused with every field that is missing", () => {
    assert.deepEqual(
      linesOf(() => registrationFrom('{"version":2}', IDENTITY)),
      [
        line("project", "a text", "nothing"),
        line("stage", "a text", "nothing"),
        line("service", "a text", "nothing"),
        line("productRuleArn", "a text", "nothing"),
        line("previewRuleArn", "a text", "nothing"),
        line("productUrl", "a text", "nothing"),
        line("previewUrl", "a text", "nothing"),
        line("artifacts", "an object", "nothing"),
        line("port", "a number", "nothing"),
        line("healthPath", "a text", "nothing"),
        line("versionPath", "a text", "nothing"),
        line("sizes", "an object", "nothing"),
        line("windows", "a list", "nothing"),
        line("healthyReads", "a number", "nothing"),
        line("bakeSeconds", "a number", "nothing"),
        line("keepSeconds", "a number", "nothing"),
        line("debugSeconds", "a number", "nothing"),
        line("approvalRequired", "true or false", "nothing"),
        line("confirmRequired", "true or false", "nothing"),
        line("migrations", "one of compatible, breaking", "nothing"),
        line("colours", "an object", "nothing"),
      ],
    );
  });

  it("is refused with a field that nobody knows, as it may ask for something", () => {
    assert.deepEqual(refusal({ approvals: 2 }), [line("approvals", "left out", "2")]);
  });

  it("is refused as that of another stage", () => {
    assert.deepEqual(refusal({ stage: "prod" }), [
      "the registration: stage: must be dev, got prod; look which stack wrote this parameter; every service of a stage has its own",
    ]);
  });

  it("is refused as that of another service", () => {
    assert.deepEqual(refusal({ service: "storefront-2" }), [
      "the registration: service: must be storefront, got storefront-2; look which stack wrote this parameter; every service of a stage has its own",
    ]);
  });

  it("is refused as that of another project, stage and service at once", () => {
    assert.deepEqual(refusal({ project: "bank", stage: "prod", service: "till" }), [
      "the registration: project: must be shop, got bank; look which stack wrote this parameter; every service of a stage has its own",
      "the registration: stage: must be dev, got prod; look which stack wrote this parameter; every service of a stage has its own",
      "the registration: service: must be storefront, got till; look which stack wrote this parameter; every service of a stage has its own",
    ]);
  });

  it("is refused with no instances, or more at least than at most", () => {
    assert.deepEqual(refusal({ sizes: { min: 0, max: 4, initial: 0 } }), [
      line("sizes.min", "a whole number from 1 to 1000", "0"),
      line("sizes.initial", "a whole number from 1 to 1000", "0"),
    ]);
    assert.deepEqual(refusal({ sizes: { min: 5, max: 4, initial: 5 } }), [
      line("sizes", "min <= initial <= max", '{"min":5,"max":4,"initial":5}'),
    ]);
    assert.deepEqual(refusal({ sizes: { min: 2, max: 4, initial: 1 } }), [
      line("sizes", "min <= initial <= max", '{"min":2,"max":4,"initial":1}'),
    ]);
  });

  it("is refused with a night that no fleet can have, and read with one in which none serve", () => {
    const hours = [{ days: ["mon"], from: "20:00", until: "06:00", timeZone: "UTC" }];
    assert.deepEqual(refusal({ night: { hours, product: { min: 3, max: 2 } } }), [
      line("night.product", "min <= max", '{"min":3,"max":2}'),
    ]);
    const night = { hours, product: { min: 0, max: 0 }, preProduct: 0 };
    const text = JSON.stringify({ ...REGISTRATION, night });
    assert.deepEqual(registrationFrom(text, IDENTITY), { ...REGISTRATION, night });
  });

  it("is refused with numbers out of bounds, each with its bounds", () => {
    const change = {
      port: 65_536,
      healthyReads: 0,
      bakeSeconds: 84_601,
      keepSeconds: 2_592_001,
      debugSeconds: -1,
    };
    assert.deepEqual(refusal(change), [
      line("port", "a whole number from 1 to 65535", "65536"),
      line("healthyReads", "a whole number from 1 to 20", "0"),
      line("bakeSeconds", "a whole number from 0 to 84600", "84601"),
      line("keepSeconds", "a whole number from 0 to 2592000", "2592001"),
      line("debugSeconds", "a whole number from 0 to 2592000", "-1"),
    ]);
  });

  it("is refused with a third colour, or one of the two missing", () => {
    const { blue, green } = REGISTRATION.colours;
    assert.deepEqual(refusal({ colours: { blue, green, red: 1 } }), [line("colours.red", "left out", "1")]);
    assert.deepEqual(refusal({ colours: { blue } }), [line("colours.green", "an object", "nothing")]);
  });

  it("is refused with answers that are none: who was not asked did not say no", () => {
    assert.deepEqual(refusal({ approvalRequired: "no", confirmRequired: 0, migrations: "none" }), [
      line("approvalRequired", "true or false", '"no"'),
      line("confirmRequired", "true or false", "0"),
      line("migrations", "one of compatible, breaking", '"none"'),
    ]);
  });

  it("is refused or read, whatever one of its fields is, and nothing else happens", () => {
    const fields = fc.constantFrom(...Object.keys(REGISTRATION));
    fc.assert(
      fc.property(fields, fc.jsonValue(), (field, value) => {
        const text = JSON.stringify({ ...REGISTRATION, [field]: value });
        try {
          assert.deepEqual(registrationFrom(text, IDENTITY), JSON.parse(text));
        } catch (error) {
          assert.ok(error instanceof Refusal, String(error));
          assert.ok(!error.message.includes("Invalid input"), error.message);
        }
      }),
      OFTEN,
    );
  });

  it("is read as it is written", () => {
    assert.deepEqual(registrationFrom(JSON.stringify(REGISTRATION), IDENTITY), REGISTRATION);
  });
});

/** As the first version of multistage's blue-green component wrote it, to the letter. */
const FIRST =
  '{"version":1,"service":"storefront",' +
  '"productRuleArn":"arn:product","previewRuleArn":"arn:preview",' +
  '"productUrl":"http://shop","previewUrl":"http://shop:8443",' +
  '"artifacts":{"bucket":"shop-dev-artifacts","prefix":"storefront/"},' +
  '"port":8080,"healthPath":"/health","versionPath":"/version",' +
  '"sizes":{"min":2,"max":4,"initial":2},"bakeSeconds":300,"colours":{' +
  '"blue":{"fleet":"shop-dev-storefront-fleet-blue","targetGroupArn":"arn:blue",' +
  '"launchTemplate":{"id":"lt-blue","version":1},' +
  '"revisionParameter":"/shop/dev/services/storefront/blue/revision","alarms":["blue-errors"]},' +
  '"green":{"fleet":"shop-dev-storefront-fleet-green","targetGroupArn":"arn:green",' +
  '"launchTemplate":{"id":"lt-green","version":1},' +
  '"revisionParameter":"/shop/dev/services/storefront/green/revision","alarms":["green-errors"]}}}';

describe("a registration of the first version", () => {
  it("is refused as that of another stage, which its parameters' names tell", () => {
    assert.deepEqual(
      linesOf(() => registrationFrom(FIRST.replaceAll("/shop/dev/", "/shop/prod/"), IDENTITY)),
      [
        "the registration: stage: must be dev, got prod; look which stack wrote this parameter; every service of a stage has its own",
      ],
    );
  });

  it("is refused where those names tell none", () => {
    assert.deepEqual(
      linesOf(() => registrationFrom(FIRST.replaceAll("/shop/dev/", "-"), IDENTITY)),
      [line("project", "a text", "nothing"), line("stage", "a text", "nothing")],
    );
  });

  it("is refused where it has no colours, whatever stands in their place", () => {
    for (const colours of [null, 5, [], { blue: 5 }, { blue: { revisionParameter: 5 } }]) {
      const text = JSON.stringify({ ...(JSON.parse(FIRST) as object), colours });
      const properties = linesOf(() => registrationFrom(text, IDENTITY)).map((one) => one.split(":")[1]);
      assert.deepEqual(properties.slice(0, 2), [" project", " stage"]);
      assert.match(properties[2] ?? "", /^ colours/);
    }
  });

  it("asks for an approval, three looks and an hour's keeping, and may switch at any time", () => {
    assert.deepEqual(registrationFrom(FIRST, IDENTITY), {
      ...REGISTRATION,
      windows: [],
      healthyReads: 3,
      keepSeconds: 3600,
      debugSeconds: 1800,
      approvalRequired: true,
      confirmRequired: false,
      migrations: "compatible",
    });
  });
});
