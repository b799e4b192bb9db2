import assert from "node:assert/strict";
import * as fc from "fast-check";
import { documentFrom, type Document } from "../../../../policy/iam/model";
import { isActionCancelled, isCancelled } from "../../../../policy/iam/reasoning/cancelled";
import { exactly, globOf, overlaps } from "../../../../policy/iam/reasoning/glob";
import { isAction } from "../../../../policy/iam/reasoning/resources";
import type { Verdict } from "../../../../policy/iam/reasoning/verdict";
import { UNKNOWN, type Value, type Values } from "../../../../policy/value";
import { OFTEN } from "../../../helpers/property-runs";

const Version = "2012-10-17";
const allow = { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::a/*" };
const deny = { ...allow, Effect: "Deny" };
const prod = { StringEquals: { "aws:PrincipalTag/stage": "prod" } };

function read(...Statement: readonly Value[]): Document {
  const document = documentFrom({ Version, Statement }, "identity");
  if (document === UNKNOWN) assert.fail("the document is unknown");
  return document;
}

function verdict(first: Value, ...others: readonly Value[]): Verdict {
  const document = read(first, ...others);
  return isCancelled(document.statements[0]!, document);
}

describe("an Allow", () => {
  const cancelling: readonly (readonly [what: string, deny: Values, allow?: Values])[] = [
    ["the same", deny],
    ["everything", { Effect: "Deny", Action: "*", Resource: "*" }],
    ["more of each", { ...deny, Action: "S3:*", Resource: ["arn:aws:s3:::b", "arn:aws:s3:::a*"] }],
    ["all but others", { Effect: "Deny", NotAction: "ec2:*", NotResource: "arn:aws:s3:::b/*" }],
    [
      "the same under a condition that the Allow has, too",
      { ...deny, Condition: prod },
      { ...allow, Condition: prod },
    ],
    [
      "the same under a wider condition",
      { ...deny, Condition: { StringEquals: { "AWS:PrincipalTag/stage": ["dev", "prod"] } } },
      { ...allow, Condition: prod },
    ],
    [
      "everybody in the account",
      { ...deny, Principal: { AWS: "123456789012" } },
      { ...allow, Principal: { AWS: "arn:aws:iam::123456789012:role/a" } },
    ],
    [
      "all but fewer",
      { Effect: "Deny", NotAction: "iam:Get*", Resource: "*" },
      { Effect: "Allow", NotAction: "iam:*", Resource: "*" },
    ],
    [
      "variables as they are",
      { ...deny, Resource: "arn:aws:s3:::a/${AWS:username}*" },
      { ...allow, Resource: "arn:aws:s3:::a/${aws:username}" },
    ],
  ];
  for (const [what, one, other = allow] of cancelling)
    it(`is cancelled by a Deny of ${what}`, () => {
      assert.deepEqual(verdict(other, one), { truth: true, because: "Statement[1] denies it" });
    });

  const leaving: readonly (readonly [what: string, deny: Values, allow?: Values])[] = [
    ["some of its actions", { ...deny, Action: "s3:GetObject" }],
    ["some of its resources", { ...deny, Resource: "arn:aws:s3:::a/b" }],
    ["other resources", { ...deny, Resource: "arn:aws:s3:::b/*" }],
    ["the same under a condition", { ...deny, Condition: prod }],
    ["all but it", { Effect: "Deny", NotAction: "s3:*", Resource: "*" }],
    ["all but some of it", { Effect: "Deny", Action: "*", NotResource: "arn:aws:s3:::a/b" }],
    [
      "the same under a narrower condition",
      { ...deny, Condition: prod },
      { ...allow, Condition: { StringLike: { "aws:PrincipalTag/stage": "p*" } } },
    ],
    ["somebody else", { ...deny, Principal: { AWS: "111111111111" } }, { ...allow, Principal: "*" }],
    ["everybody but some", { ...deny, NotPrincipal: { AWS: "111111111111" } }, { ...allow, Principal: "*" }],
    ["what a variable stands for", { ...deny, Resource: "arn:aws:s3:::a/${aws:username}" }],
  ];
  for (const [what, one, other = allow] of leaving)
    it(`is not cancelled by a Deny of ${what}`, () => {
      assert.equal(verdict(other, one).truth, false);
    });

  it("is cancelled by several that each take a part of it away", () => {
    const [one, two] = [
      { ...deny, Action: "s3:Get*" },
      { ...deny, Action: "s3:Put*" },
    ];
    assert.equal(verdict(allow, one, two).truth, true);
    assert.equal(verdict(allow, one).because, "no Deny takes all of it away");
  });

  it("is cancelled for one of its actions", () => {
    const document = read({ ...allow, Action: "s3:*" }, { ...deny, Action: "s3:Get*" });
    const [first] = document.statements;
    assert.equal(isActionCancelled("s3:GetObject", first!, document).truth, true);
    assert.equal(isActionCancelled("s3:PutObject", first!, document).truth, false);
    assert.equal(isCancelled(first!, document).truth, false);
  });

  it("is cancelled by a Deny of another policy, and by a boundary that does not allow it", () => {
    const document = read(allow);
    const [first] = document.statements;
    assert.equal(isCancelled(first!, document, [read(deny)]).truth, true);
    const boundary = (...statements: readonly Value[]): unknown =>
      isCancelled(first!, document, [], read(...statements)).truth;
    assert.equal(boundary({ Effect: "Allow", Action: "ec2:*", Resource: "*" }), true);
    assert.equal(boundary({ Effect: "Allow", Action: "s3:*", Resource: "arn:aws:s3:::b/*" }), true);
    assert.equal(boundary({ Effect: "Allow", Action: "*", Resource: "arn:aws:s3:::*/b" }), false);
    assert.equal(boundary({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }), false);
    assert.equal(boundary({ Effect: "Allow", NotAction: "s3:*", Resource: "*" }), true);
    assert.equal(boundary({ ...allow, Action: "*" }, deny), true);
  });

  it("may be cancelled by what is not known yet", () => {
    assert.equal(verdict(allow, { ...deny, Resource: UNKNOWN }).truth, UNKNOWN);
    assert.equal(verdict({ ...allow, Resource: UNKNOWN }, deny).truth, UNKNOWN);
    assert.equal(verdict({ ...allow, Resource: UNKNOWN }, { ...deny, Resource: "*" }).truth, true);
    assert.equal(verdict(allow, { ...deny, Action: "ec2:*", Resource: UNKNOWN }).truth, false);
    assert.equal(verdict(allow, UNKNOWN).truth, false);
  });

  const actions = fc.subarray(["*", "s3:*", "s3:Get*", "s3:GetObject", "s3:PutObject", "ec2:*"], {
    minLength: 1,
  });
  const resources = fc.subarray(
    ["*", "arn:aws:s3:::*", "arn:aws:s3:::a/*", "arn:aws:s3:::a/b", "arn:aws:s3:::?/b"],
    { minLength: 1 },
  );
  const statement = fc
    .tuple(
      fc.constantFrom("Allow", "Deny"),
      fc.constantFrom("Action", "NotAction"),
      actions,
      fc.constantFrom("Resource", "NotResource"),
      resources,
    )
    .map(([Effect, action, a, resource, r]) => ({ Effect, [action]: a, [resource]: r }));
  const statements = fc.array(statement, { minLength: 1, maxLength: 5 });
  const requests = ["s3:GetObject", "s3:PutObject", "ec2:RunInstances", "iam:PassRole"].flatMap((action) =>
    ["arn:aws:s3:::a/b", "arn:aws:s3:::a/c", "arn:aws:s3:::b/b", "arn:aws:ec2:::x"].map((resource) => ({
      action,
      resource,
    })),
  );

  /** As IAM decides one request, statement by statement. */
  function isAbout(one: Values, { action, resource }: (typeof requests)[number]): boolean {
    const list = (name: string): readonly string[] | undefined => one[name] as readonly string[] | undefined;
    const fitting = (pattern: string): boolean => overlaps(globOf(pattern), exactly(resource));
    const inActions =
      list("Action")?.some((each) => isAction(each, action)) ??
      !list("NotAction")?.some((each) => isAction(each, action));
    return inActions && (list("Resource")?.some(fitting) ?? !list("NotResource")?.some(fitting));
  }

  it("that is called cancelled lets no request through", () => {
    fc.assert(
      fc.property(statements, (all) => {
        const document = read(...all);
        for (const [index, one] of all.entries()) {
          if (one.Effect !== "Allow" || isCancelled(document.statements[index]!, document).truth !== true)
            continue;
          const passing = requests.find(
            (request) =>
              isAbout(one, request) &&
              !all.some((other) => other.Effect === "Deny" && isAbout(other, request)),
          );
          assert.equal(passing, undefined);
        }
      }),
      { numRuns: OFTEN.numRuns * 5 },
    );
  });

  it("that is cancelled stays so with one more Deny, in whatever order they stand", () => {
    fc.assert(
      fc.property(statements, statement, (all, more) => {
        const first = { ...all[0]!, Effect: "Allow" };
        const before = verdict(first, ...all).truth;
        assert.equal(verdict(first, ...[...all].reverse()).truth, before);
        if (before === true) assert.equal(verdict(first, ...all, { ...more, Effect: "Deny" }).truth, true);
      }),
      OFTEN,
    );
  });
});
