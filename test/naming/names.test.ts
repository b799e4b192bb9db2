import assert from "node:assert/strict";
import fc from "fast-check";
import { limits, type NamedType, type NameLimit } from "../../naming/limits";
import { bucketName, joined, logicalName, physicalName, stagePrefix } from "../../naming/names";
import type { ResourceIdentity } from "../../naming/names";
import { Refusal } from "../../refusal/refusal";
import { OFTEN } from "../helpers/property-runs";
import { badParts, identities } from "./identities";
import { refusalLines } from "./refusal-lines";

const FUNCTION = "aws:lambda/function:Function";
const WORD_RULE = "must be 1 to 32 lower-case letters and digits, a letter first";
const SERVICE_RULE =
  "must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last";
const types = Object.keys(limits) as NamedType[];
const guestbook = { project: "shop", stage: "dev", service: "guestbook", role: "web" };

function refusals(type: NamedType, identity: ResourceIdentity): string[] {
  return refusalLines(() => physicalName(type, identity));
}

describe("a name", () => {
  for (const [value, why] of badParts) {
    it(`is refused for a part ${why}`, () => {
      const got = value.length > 78 ? `"${"a".repeat(76)}...` : JSON.stringify(value);
      for (const part of ["project", "stage"]) {
        assert.deepEqual(refusals(FUNCTION, { ...guestbook, [part]: value }), [
          `${part}: ${WORD_RULE}, got ${got}; choose another`,
        ]);
      }
      assert.deepEqual(refusals(FUNCTION, { ...guestbook, service: value }), [
        `service: ${SERVICE_RULE}, got ${got}; choose another`,
      ]);
    });
  }

  it("is refused for all bad parts at once, whichever they are", () => {
    const identity = { project: "A", stage: "", service: "b-", role: "1", colour: "Blue" };
    assert.deepEqual(refusals(FUNCTION, identity), [
      `project: ${WORD_RULE}, got "A"; choose another`,
      `stage: ${WORD_RULE}, got ""; choose another`,
      `service: ${SERVICE_RULE}, got "b-"; choose another`,
      `role: ${WORD_RULE}, and no colour, got "1"; choose another`,
      'colour: must be blue or green, got "Blue"; choose another',
    ]);
  });

  it("is refused for a hyphen anywhere but in a service, and for a role that is a colour", () => {
    for (const part of ["project", "stage", "role"]) {
      const [line = "", ...others] = refusals(FUNCTION, { ...guestbook, [part]: "a-b" });
      assert.deepEqual([line.startsWith(`${part}: ${WORD_RULE}`), others], [true, []]);
    }
    assert.deepEqual(refusals(FUNCTION, { ...guestbook, role: "blue" }), [
      `role: ${WORD_RULE}, and no colour, got "blue"; choose another`,
    ]);
    assert.equal(physicalName(FUNCTION, { ...guestbook, service: "guest-book" }), "shop-dev-guest-book-web");
  });

  it("is refused for a project and a stage that leave no room for the rest", () => {
    const whole = { ...guestbook, project: "a".repeat(12), stage: "b".repeat(8) };
    assert.equal(physicalName(FUNCTION, whole), `${"a".repeat(12)}-${"b".repeat(8)}-guestbook-web`);
    assert.deepEqual(refusals(FUNCTION, { ...whole, stage: "b".repeat(9) }), [
      "project: must be at most 20 characters together with the stage, as every name begins with both, got " +
        '"aaaaaaaaaaaa" and "bbbbbbbbb", 21 characters; shorten one of them',
    ]);
  });

  for (const project of ["internal", "sg", "sthree", "amzn", "aws", "awsome", "ssm", "ssmtools"]) {
    it(`is refused for a project that AWS keeps for itself: ${project}`, () => {
      for (const type of types)
        assert.deepEqual(refusals(type, { ...guestbook, project }), [
          "project: must be another word than internal, sg, sthree, amzn and what begins with aws or ssm: AWS keeps them for itself, " +
            `got "${project}"; choose another`,
        ]);
      assert.equal(
        physicalName(FUNCTION, { ...guestbook, project: `a${project}` }),
        `a${project}-dev-guestbook-web`,
      );
    });
  }

  it("is refused for a suffix its type does not take, with the page that says so", () => {
    assert.deepEqual(
      refusalLines(() => physicalName(FUNCTION, guestbook, "!")),
      [
        'name: must be a name aws:lambda/function:Function takes (^[a-zA-Z0-9-_]+$), got "shop-dev-guestbook-web!"; ' +
          "see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html",
      ],
    );
  });

  it("of a bucket has the account and the region behind it, which are never cut", () => {
    const artifacts = { project: "shop", stage: "dev", role: "artifacts" };
    assert.equal(
      bucketName(artifacts, "123456789012", "eu-west-1"),
      "shop-dev-artifacts-123456789012-eu-west-1",
    );
    const long = { ...artifacts, project: "warehouses", stage: "production", service: "s".repeat(32) };
    const name = bucketName(long, "123456789012", "ap-northeast-2");
    assert.match(name, /^warehouses-production-s{4}-[0-9][0-9a-z]{7}-123456789012-ap-northeast-2$/);
    assert.equal(name.length, 63);
  });

  it("keeps a hyphen from standing twice where it is cut behind one", () => {
    // The 23rd character is the hyphen.
    const identity = { ...guestbook, service: `${"s".repeat(13)}-${"t".repeat(18)}` };
    const name = physicalName("aws:lb/targetGroup:TargetGroup", identity);
    assert.match(name, /^shop-dev-s{13}-[0-9][0-9a-z]{7}$/);
  });

  it("is whole at exactly the limit and cut one character beyond it", () => {
    const type = "aws:lb/targetGroup:TargetGroup";
    const whole = { project: "shop", stage: "dev", service: "s".repeat(17), role: "fleet" };
    assert.equal(physicalName(type, whole), `shop-dev-${"s".repeat(17)}-fleet`);
    const beyond = physicalName(type, { ...whole, service: "s".repeat(18) });
    assert.match(beyond, /^shop-dev-s{14}-[0-9][0-9a-z]{7}$/);
    assert.equal(beyond.length, 32);
  });

  it("in a program is the component's, the role and the colour", () => {
    assert.equal(logicalName("storefront", "fleet"), "storefront-fleet");
    assert.equal(logicalName("storefront", "fleet", "blue"), "storefront-fleet-blue");
  });
});

describe("names of any identity", () => {
  const named = fc.constantFrom(...types);

  it("fit the length and the pattern of their type, begin with its prefix and the stage's, and are the same every time", () => {
    fc.assert(
      fc.property(named, identities, (type, identity) => {
        const limit: NameLimit = limits[type];
        const name = physicalName(type, identity);
        assert.ok(name.length <= limit.length, `${name.length} characters`);
        assert.match(name, limit.pattern);
        assert.ok(name.startsWith((limit.prefix ?? "") + stagePrefix(identity)), name);
        assert.equal(physicalName(type, structuredClone(identity)), name);
      }),
      OFTEN,
    );
  });

  it("differ for every two identities", () => {
    fc.assert(
      fc.property(named, identities, identities, (type, one, other) => {
        fc.pre(!same(one, other));
        assert.notEqual(joined(one), joined(other));
        assert.notEqual(physicalName(type, one), physicalName(type, other));
      }),
      OFTEN,
    );
  });

  it("differ for every two identities made of the same few words, however they are put together", () => {
    const word = fc.constantFrom("a", "b");
    const service = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("-"));
    const few = fc
      .record({
        project: word,
        stage: word,
        service: fc.option(service, { nil: undefined }),
        role: word,
        colour: fc.option(fc.constantFrom("blue", "green"), { nil: undefined }),
      })
      .map((one) => one as ResourceIdentity);
    fc.assert(
      fc.property(named, few, few, (type, one, other) => {
        fc.pre(!same(one, other));
        assert.notEqual(physicalName(type, one), physicalName(type, other));
      }),
      OFTEN,
    );
  });

  it("do not begin with the prefix of another stage", () => {
    fc.assert(
      fc.property(identities, identities, (one, other) => {
        fc.pre(one.project !== other.project || one.stage !== other.stage);
        assert.ok(!physicalName(FUNCTION, one).startsWith(stagePrefix(other)));
      }),
      OFTEN,
    );
  });

  it("are cut the same way whatever is cut: only the last character of a long one may differ, and they do", () => {
    fc.assert(
      fc.property(identities, (identity) => {
        const long = { ...identity, service: "s".repeat(32), role: `${"r".repeat(31)}a` };
        const other = { ...long, role: `${"r".repeat(31)}b` };
        const [name, another] = [physicalName(FUNCTION, long), physicalName(FUNCTION, other)];
        assert.equal(name.slice(0, -8), another.slice(0, -8));
        assert.notEqual(name, another);
      }),
      OFTEN,
    );
  });

  it("that are refused name the property, the rule, the value and what to do", () => {
    fc.assert(
      fc.property(fc.constantFrom(...PARTS), fc.string(), identities, (part, value, identity) => {
        try {
          physicalName(FUNCTION, { ...identity, [part]: value });
        } catch (error) {
          assert.ok(error instanceof Refusal);
          for (const line of error.message.split("\n"))
            assert.match(line, /^(?:project|stage|service|role|colour): must be .+, got .+; .+$/);
        }
      }),
      OFTEN,
    );
  });
});

const PARTS = ["project", "stage", "service", "role", "colour"] as const;

function same(one: ResourceIdentity, other: ResourceIdentity): boolean {
  return PARTS.every((part) => one[part] === other[part]);
}

describe("the limits", () => {
  for (const [type, limit] of Object.entries<NameLimit>(limits)) {
    it(`of ${type} name the page of AWS they are from`, () => {
      assert.match(limit.source, /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
    });

    it(`of ${type} leave room for project, stage and hash`, () => {
      assert.ok(limit.length - (limit.prefix ?? "").length >= 32);
      assert.match(`${limit.prefix ?? ""}a-b`, limit.pattern);
      assert.doesNotMatch("", limit.pattern);
    });
  }
});
