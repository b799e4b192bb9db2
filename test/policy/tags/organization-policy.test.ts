import assert from "node:assert/strict";
import * as fc from "fast-check";
import { organizationPolicy, organizationPolicyProblems } from "../../../policy/tags/organization-policy";
import { Refusal } from "../../../refusal/refusal";

const FILE = "tag-policy.json";
const refused = (document: unknown): string[] =>
  organizationPolicyProblems(document, FILE).map(
    ({ property, rule, got }) => `${property}: must be ${rule}, got ${got}`,
  );
const entry = (of: unknown): unknown => ({ tags: { costcenter: of } });

describe("a tag policy of AWS Organizations", () => {
  it("is refused with everything that is wrong, each under the file and its property", () => {
    const document = {
      tag: {},
      tags: {
        Owner: { tag_key: { "@@assign": "Team" }, tag_values: {} },
        costcenter: {
          tag_value: { "@@asign": ["1"], "@@assign": ["a*b*", 7] },
          enforced_for: { "@@assign": ["ec2"] },
          report_required_tag_for: { "@@assign": "ec2:instance", "@@append": [null] },
        },
        stage: "dev",
      },
    };
    const parts = "tag_key, tag_value, enforced_for, report_required_tag_for";
    const text = "a text of at most 256 characters with at most one *";
    const type = "a type as ec2:instance or ec2:ALL_SUPPORTED";
    const expected = [
      `tag-policy.json: tag: must be tags, which is all a tag policy has, got another property`,
      `tag-policy.json: tags.Owner.tag_values: must be one of ${parts}, got another property`,
      `tag-policy.json: tags.Owner.tag_key: must be "Owner" in some case, as its entry is called, got "Team"`,
      `tag-policy.json: tags.costcenter.tag_value.@@asign: must be one of @@assign, @@append, @@remove, got another operator`,
      `tag-policy.json: tags.costcenter.tag_value.@@assign[0]: must be ${text}, got "a*b*"`,
      `tag-policy.json: tags.costcenter.tag_value.@@assign[1]: must be ${text}, got 7`,
      `tag-policy.json: tags.costcenter.enforced_for.@@assign[0]: must be ${type}, got "ec2"`,
      `tag-policy.json: tags.costcenter.report_required_tag_for.@@append[0]: must be ${type}, got null`,
      `tag-policy.json: tags.stage: must be an object with ${parts}, got "dev"`,
    ];
    assert.deepEqual(refused(document), expected);
    assert.throws(
      () => organizationPolicy(document, FILE),
      (error) => error instanceof Refusal && error.problems.length === expected.length,
    );
  });

  for (const document of ["", "{", "[]", "null", 7, undefined, null, []])
    it(`is refused as ${document === undefined ? "nothing" : JSON.stringify(document)}`, () => {
      const [first = "", ...others] = refused(document);
      assert.match(first, /^tag-policy.json: must be a tag policy of AWS Organizations, as a JSON object, /);
      assert.deepEqual(others, []);
    });

  it("is refused when its tags are none", () => {
    assert.deepEqual(refused({ tags: [] }), [
      "tag-policy.json: tags: must be an object with the tags' keys, got []",
    ]);
  });

  it("says nothing when it is empty", () => {
    assert.deepEqual(organizationPolicy({}, FILE), []);
    assert.deepEqual(organizationPolicy('{"tags":{}}', FILE), []);
  });

  it("says key, values and types, as it is attached and as it is in effect", () => {
    const expected = [
      {
        property: "tags.costcenter",
        key: "CostCenter",
        values: ["100", "2*"],
        enforcedFor: ["ec2:ALL_SUPPORTED"],
        requiredFor: ["ec2:instance"],
      },
    ];
    const attached = entry({
      "@@operators_allowed_for_child_policies": ["@@none"],
      tag_key: { "@@assign": "CostCenter", "@@operators_allowed_for_child_policies": ["@@none"] },
      tag_value: { "@@assign": ["100", "2*"] },
      enforced_for: { "@@assign": ["ec2:ALL_SUPPORTED"] },
      report_required_tag_for: { "@@assign": ["ec2:instance"] },
    });
    const inEffect = entry({
      tag_key: "CostCenter",
      tag_value: ["100", "2*"],
      enforced_for: ["ec2:ALL_SUPPORTED"],
      report_required_tag_for: ["ec2:instance"],
    });
    assert.deepEqual(organizationPolicy(attached, FILE), expected);
    assert.deepEqual(organizationPolicy(JSON.stringify(inEffect), FILE), expected);
  });

  it("adds what is appended and takes away what is removed", () => {
    const tag_value = { "@@assign": ["a", "b"], "@@append": ["c", "a"], "@@remove": ["b"] };
    const [read] = organizationPolicy(entry({ tag_value }), FILE);
    assert.deepEqual(read?.values, ["a", "c"]);
  });

  it("writes a key in small letters where it does not say how", () => {
    const [read] = organizationPolicy({ tags: { CostCenter: {} } }, FILE);
    assert.deepEqual(read, {
      property: "tags.CostCenter",
      key: "costcenter",
      values: [],
      enforcedFor: [],
      requiredFor: [],
    });
  });

  it("is read without a throw but a refusal, whatever it is", () => {
    const names = fc.constantFrom(
      "tags",
      "tag_key",
      "tag_value",
      "enforced_for",
      "@@assign",
      "@@append",
      "a",
    );
    const { any } = fc.letrec<{ any: unknown }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        fc.constantFrom<unknown>("a", "ec2:*", "*", 7, null, true, undefined),
        fc.array(tie("any"), { maxLength: 3 }),
        fc.dictionary(names, tie("any"), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(any, (document) => {
        const problems = organizationPolicyProblems(document, FILE);
        if (problems.length === 0) assert.ok(Array.isArray(organizationPolicy(document, FILE)));
        else assert.throws(() => organizationPolicy(document, FILE), Refusal);
      }),
    );
  });
});
