import assert from "node:assert/strict";
import fc from "fast-check";
import type { Identity } from "../../naming/identity";
import { limits, type NamedType, type NameLimit } from "../../naming/limits";
import { bucketName, joined, physicalName, servicePath } from "../../naming/names";
import { tags } from "../../naming/tags";
import { Refusal } from "../../refusal/refusal";
import { identities } from "./identities";

const FUNCTION = "aws:lambda/function:Function";
const PART_RULE = "must be 1 to 32 lower-case letters, digits and hyphens, a letter first and no hyphen last";
const types = Object.keys(limits) as NamedType[];
const longest = "a".repeat(32);
const guestbook = { project: "shop", stage: "dev", service: "guestbook", role: "web" };
const fleet: Identity = {
  project: "the-product-of-a-whole-departmen",
  stage: "integration-testing",
  service: "customer-relations-backend",
  role: "background-work",
  colour: "green",
};

/** The lines of the refusal. */
function refusals(type: NamedType, identity: Identity): string[] {
  try {
    physicalName(type, identity);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.message.split("\n");
  }
  assert.fail("nothing was refused");
}

describe("a name", () => {
  const bad: readonly (readonly [value: string, why: string])[] = [
    ["", "of no characters"],
    [`${longest}a`, "of 33 characters"],
    ["Shop", "with a capital letter"],
    ["1shop", "beginning with a digit"],
    ["-shop", "beginning with a hyphen"],
    ["shop-", "ending with a hyphen"],
    ["my_shop", "with an underscore"],
    ["my shop", "with a space"],
    ["my.shop", "with a dot"],
    ["shop\n", "ending with a line break"],
    ["café", "with a letter outside a to z"],
  ];
  for (const [value, why] of bad) {
    it(`is refused for a part ${why}`, () => {
      assert.deepEqual(refusals(FUNCTION, { project: value, stage: "dev" }), [
        `project: ${PART_RULE}, got ${JSON.stringify(value)}; choose another`,
      ]);
    });
  }

  it("is refused for all bad parts at once, whichever they are", () => {
    const identity = { project: "A", stage: "", service: "b-", role: "1", colour: "Blue" };
    assert.deepEqual(refusals(FUNCTION, identity), [
      `project: ${PART_RULE}, got "A"; choose another`,
      `stage: ${PART_RULE}, got ""; choose another`,
      `service: ${PART_RULE}, got "b-"; choose another`,
      `role: ${PART_RULE}, got "1"; choose another`,
      `colour: ${PART_RULE}, got "Blue"; choose another`,
    ]);
  });

  it("is refused where AWS keeps its beginning for itself, with the page that says so", () => {
    assert.deepEqual(refusals("aws:ec2/securityGroup:SecurityGroup", { project: "sg", stage: "dev" }), [
      "name: must be a name aws:ec2/securityGroup:SecurityGroup takes " +
        '(^(?!sg-)[a-zA-Z0-9 ._\\-:/()#,@[\\]+=&;{}!$*]+$), got "sg-dev"; ' +
        "see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html",
    ]);
  });

  it("is refused for a load balancer that would look like an internal one", () => {
    const [line = "", ...others] = refusals("aws:lb/loadBalancer:LoadBalancer", {
      project: "internal",
      stage: "dev",
    });
    assert.match(line, /got "internal-dev"; see https:.*CreateLoadBalancer\.html$/);
    assert.deepEqual(others, []);
    assert.equal(
      physicalName("aws:lb/loadBalancer:LoadBalancer", { project: "internals", stage: "dev" }),
      "internals-dev",
    );
  });

  it("takes parts of one character and of 32", () => {
    assert.equal(physicalName(FUNCTION, { project: "a", stage: "b" }), "a-b");
    assert.equal(physicalName("aws:ec2/vpc:Vpc", { project: longest, stage: "b" }), `${longest}-b`);
  });

  // These are in people's accounts. A row that changes here replaces resources there.
  const cut = "the-product-of-a-whole-departmen-integration-testing-customer-relations-backend";
  const names: Record<NamedType, readonly [short: string, long: string]> = {
    "aws:lambda/function:Function": [
      "shop-dev-guestbook-web",
      "the-product-of-a-whole-departmen-integration-testing-cu-2be6b56d",
    ],
    "aws:iam/role:Role": [
      "shop-dev-guestbook-web",
      "the-product-of-a-whole-departmen-integration-testing-cu-2be6b56d",
    ],
    "aws:iam/rolePolicy:RolePolicy": ["shop-dev-guestbook-web", `${cut}-background-work-green`],
    "aws:cloudwatch/logGroup:LogGroup#lambda": [
      "/aws/lambda/shop-dev-guestbook-web",
      `/aws/lambda/${cut}-background-work-green`,
    ],
    "aws:cloudwatch/logGroup:LogGroup#api": [
      "/aws/vendedlogs/apis/shop-dev-guestbook-web",
      `/aws/vendedlogs/apis/${cut}-background-work-green`,
    ],
    "aws:apigatewayv2/api:Api": ["shop-dev-guestbook-web", `${cut}-background-work-green`],
    "aws:ec2/securityGroup:SecurityGroup": ["shop-dev-guestbook-web", `${cut}-background-work-green`],
    "aws:ec2/vpc:Vpc": ["shop-dev-guestbook-web", `${cut}-background-work-green`],
    "aws:iam/instanceProfile:InstanceProfile": ["shop-dev-guestbook-web", `${cut}-background-work-green`],
    "aws:lb/loadBalancer:LoadBalancer": ["shop-dev-guestbook-web", "the-product-of-a-whole-2be6b56d"],
    "aws:lb/targetGroup:TargetGroup": ["shop-dev-guestbook-web", "the-product-of-a-whole-2be6b56d"],
    "aws:ec2/launchTemplate:LaunchTemplate": ["shop-dev-guestbook-web", `${cut}-background-work-green`],
    "aws:autoscaling/group:Group": ["shop-dev-guestbook-web", `${cut}-background-work-green`],
    "aws:dynamodb/table:Table": ["shop-dev-guestbook-web", `${cut}-background-work-green`],
    "aws:s3/bucket:Bucket": [
      "shop-dev-guestbook-web",
      "the-product-of-a-whole-departmen-integration-testing-c-2be6b56d",
    ],
    "aws:sns/topic:Topic": ["shop-dev-guestbook-web", `${cut}-background-work-green`],
    "aws:cloudwatch/eventRule:EventRule": [
      "shop-dev-guestbook-web",
      "the-product-of-a-whole-departmen-integration-testing-cu-2be6b56d",
    ],
    "aws:cloudwatch/metricAlarm:MetricAlarm": ["shop-dev-guestbook-web", `${cut}-background-work-green`],
    "aws:codepipeline/pipeline:Pipeline": [
      "shop-dev-guestbook-web",
      "the-product-of-a-whole-departmen-integration-testing-customer-relations-backend-background-2be6b56d",
    ],
  };
  for (const type of types) {
    it(`of ${type} is for ever what it is`, () => {
      assert.deepEqual([physicalName(type, guestbook), physicalName(type, fleet)], names[type]);
    });
  }

  it("of a bucket has the account and the region behind it, which are never cut", () => {
    assert.equal(
      bucketName({ project: "shop", stage: "dev", role: "artifacts" }, "123456789012", "eu-west-1"),
      "shop-dev-artifacts-123456789012-eu-west-1",
    );
    const long = bucketName(fleet, "123456789012", "ap-northeast-2");
    assert.equal(long, "the-product-of-a-whole-dep-2be6b56d-123456789012-ap-northeast-2");
  });

  it("of a parameter is a path below the one of its stage", () => {
    const identity = { project: "shop", stage: "dev", service: "storefront" };
    assert.throws(() => servicePath({ ...identity, service: "Store" }), Refusal);
    for (const project of ["aws", "awesome-aws", "ssm-tools"]) {
      const own = { ...identity, project };
      if (project === "awesome-aws") assert.equal(servicePath(own), "/awesome-aws/dev/services/storefront");
      else
        assert.throws(
          () => servicePath(own),
          /^Refusal: project: must be a name that does not begin with aws or ssm/,
        );
    }
    assert.equal(servicePath(identity, "blue", "revision"), "/shop/dev/services/storefront/blue/revision");
  });

  it("keeps a hyphen from standing twice where it is cut behind one", () => {
    // The 55th character is the hyphen between the parts.
    const identity = { project: "a".repeat(30), stage: "b".repeat(23), service: "c".repeat(32) };
    assert.equal(physicalName(FUNCTION, identity), `${"a".repeat(30)}-${"b".repeat(23)}-e2d5dddd`);
  });

  it("is whole at exactly the limit and cut one character beyond it", () => {
    const whole = { project: "a".repeat(31), stage: "b".repeat(32) };
    assert.equal(physicalName(FUNCTION, whole), `${"a".repeat(31)}-${"b".repeat(32)}`);
    const beyond = physicalName(FUNCTION, { project: "a".repeat(32), stage: "b".repeat(32) });
    assert.match(beyond, /^a{32}-b{22}-[0-9a-f]{8}$/);
  });
});

describe("names of any identity", () => {
  const named = fc.constantFrom(...types);
  const hasName = (type: NamedType, identity: Identity): boolean =>
    !(type === "aws:ec2/securityGroup:SecurityGroup" && joined(identity).startsWith("sg-")) &&
    !(type === "aws:lb/loadBalancer:LoadBalancer" && joined(identity).startsWith("internal-"));

  it("fit the length and the pattern of their type, begin with its prefix and are the same every time", () => {
    fc.assert(
      fc.property(named, identities, (type, identity) => {
        fc.pre(hasName(type, identity));
        const limit: NameLimit = limits[type];
        const name = physicalName(type, identity);
        assert.ok(name.length <= limit.length, `${name.length} characters`);
        assert.match(name, limit.pattern);
        assert.ok(name.startsWith(`${limit.prefix ?? ""}${identity.project.slice(0, 16)}`));
        assert.equal(physicalName(type, structuredClone(identity)), name);
      }),
    );
  });

  it("differ for every two identities whose parts do not join to one text", () => {
    fc.assert(
      fc.property(named, identities, identities, (type, one, other) => {
        fc.pre(hasName(type, one) && hasName(type, other) && joined(one) !== joined(other));
        assert.notEqual(physicalName(type, one), physicalName(type, other));
      }),
    );
  });

  it("differ when only the last character of a name that is cut differs", () => {
    fc.assert(
      fc.property(identities, (identity) => {
        const long = { ...identity, service: longest, role: `${"r".repeat(31)}a`, colour: "blue" };
        const other = { ...long, role: `${"r".repeat(31)}b` };
        assert.notEqual(physicalName(FUNCTION, long), physicalName(FUNCTION, other));
      }),
    );
  });

  it("cannot tell a-b and c from a and b-c; the tags can", () => {
    const one = { project: "a-b", stage: "c" };
    const other = { project: "a", stage: "b-c" };
    assert.equal(physicalName(FUNCTION, one), physicalName(FUNCTION, other));
    const ownership = { owner: "web", costCenter: "1" };
    assert.notDeepEqual(tags(one, ownership), tags(other, ownership));
  });
});

describe("the limits", () => {
  for (const [type, limit] of Object.entries<NameLimit>(limits)) {
    it(`of ${type} name the page of AWS they are from`, () => {
      assert.match(limit.source, /^https:\/\/docs\.aws\.amazon\.com\/\S+\.html$/);
    });

    it(`of ${type} leave room for a name that can be read`, () => {
      assert.ok(limit.length - (limit.prefix ?? "").length >= 32);
      assert.match(`${limit.prefix ?? ""}a-b`, limit.pattern);
      assert.doesNotMatch("", limit.pattern);
    });
  }
});
