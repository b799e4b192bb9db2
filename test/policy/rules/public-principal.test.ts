import assert from "node:assert/strict";
import * as fc from "fast-check";
import type { DocumentFinding } from "../../../policy/iam/document-rule";
import type { Kind } from "../../../policy/iam/model";
import type { Own } from "../../../policy/rule";
import { publicPrincipal } from "../../../policy/rules/public-principal";
import { UNKNOWN, type Value, type Values } from "../../../policy/value";
import { OFTEN } from "../../helpers/property-runs";
import { anyDocument } from "../iam/any-document";
import { judgeDocument, verdict } from "../iam/judge-document";

const read: Values = {
  Effect: "Allow",
  Principal: "*",
  Action: "s3:GetObject",
  Resource: "arn:aws:s3:::pages/*",
};
const deny: Values = { ...read, Effect: "Deny", Action: "s3:*", Resource: "*" };
const organization = { "aws:PrincipalOrgID": "o-a1b2c3d4e5" };

function find(
  statements: readonly Value[],
  kind: Kind = "resource",
  own: Partial<Own> = {},
): readonly DocumentFinding[] {
  const document = { Version: "2012-10-17", Statement: statements };
  return judgeDocument(document, kind, own, [publicPrincipal]).map(({ finding }) => finding);
}
const where = (...statements: readonly Value[]): readonly string[] =>
  find(statements).map((one) => ("notEvaluated" in one ? `? ${one.notEvaluated.path}` : one.place.path));

describe("the rule public-principal", () => {
  it("says who gets in, to do what, and why the condition does not help", () => {
    const Condition = { StringEqualsIfExists: organization };
    assert.deepEqual(find([{ ...read, Condition }]).map(shape), [
      {
        path: "Statement[0].Principal",
        got: "Allow for everybody",
        actions: ["s3:GetObject"],
        because: "StringEqualsIfExists lets through a request without aws:PrincipalOrgID",
        fix: { ...read, Condition: { StringEquals: organization } },
        severity: undefined,
      },
    ]);
  });

  it("offers the own organization or account, where it is known", () => {
    const fixes = (own: Partial<Own>): unknown => find([read], "resource", own).map(shape)[0]?.fix;
    assert.equal(fixes({}), undefined);
    assert.deepEqual(fixes({ account: "123456789012" }), {
      ...read,
      Principal: { AWS: "arn:aws:iam::123456789012:root" },
    });
    assert.deepEqual(fixes({ account: "123456789012", organization: "o-a1b2c3d4e5" }), {
      ...read,
      Condition: { StringEquals: organization },
    });
  });

  it("is weaker where it is for all users of one's own provider only", () => {
    const Federated = "arn:aws:iam::123456789012:saml-provider/corporate";
    const found = find(
      [{ Effect: "Allow", Principal: { Federated }, Action: "sts:AssumeRoleWithSAML" }],
      "trust",
    );
    assert.deepEqual(
      found.map(shape).map(({ got, severity }) => [got, severity]),
      [[`Allow for every user of ${Federated}`, "medium"]],
    );
  });

  const left: readonly (readonly [whom: string, deny: Values])[] = [
    ["nobody", deny],
    ["one organization", { ...deny, Condition: { StringNotEquals: organization } }],
    [
      "one organization and services of AWS",
      {
        ...deny,
        Condition: { StringNotEquals: organization, Bool: { "aws:PrincipalIsAWSService": "false" } },
      },
    ],
    [
      "one network, by either way",
      {
        ...deny,
        Condition: {
          NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" },
          StringNotEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" },
        },
      },
    ],
    [
      "who is named",
      {
        Effect: "Deny",
        NotPrincipal: { AWS: "arn:aws:iam::123456789012:role/a" },
        Action: "*",
        Resource: "*",
      },
    ],
  ];
  for (const [whom, statement] of left)
    it(`takes what a Deny leaves to ${whom}`, () => {
      assert.deepEqual(where(read, statement), []);
    });

  const notLeft: readonly (readonly [what: string, deny: Values])[] = [
    ["plain HTTP", { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } }],
    ["other actions", { ...deny, Action: "s3:PutObject", Condition: { StringNotEquals: organization } }],
    [
      "other objects",
      { ...deny, Resource: "arn:aws:s3:::pages/x/*", Condition: { StringNotEquals: organization } },
    ],
    [
      "one state of other organizations' objects",
      { ...deny, Condition: { StringNotEquals: { ...organization, "s3:ExistingObjectTag/a": "b" } } },
    ],
    [
      "roles of other names",
      { ...deny, Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/a" } } },
    ],
    [
      "other paths, of those who have one",
      { ...deny, Condition: { "ForAnyValue:StringNotLike": { "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*" } } },
    ],
  ];
  for (const [what, statement] of notLeft)
    it(`finds what is for everybody beside a Deny of ${what}`, () => {
      assert.deepEqual(where(read, statement), ["Statement[0].Principal"]);
    });

  it("cannot say who is let in, or left out, before that is known", () => {
    assert.deepEqual(where({ ...read, Principal: UNKNOWN }), ["? Statement[0].Principal"]);
    assert.deepEqual(where({ ...read, Condition: UNKNOWN }), ["? Statement[0].Principal"]);
    assert.deepEqual(
      where(read, { ...deny, Condition: { StringNotEquals: { "aws:PrincipalOrgID": UNKNOWN } } }),
      ["? Statement[0].Principal"],
    );
    assert.deepEqual(
      where({ ...read, Principal: { AWS: "arn:aws:iam::123456789012:root", Service: UNKNOWN } }),
      [],
    );
  });

  it("leaves all but a few to allow-not-principal", () => {
    const { Effect, Action, Resource } = read;
    assert.deepEqual(where({ Effect, Action, Resource, NotPrincipal: { AWS: "123456789012" } }), []);
  });

  it("finds no more with one more Deny, and the same in any order", () => {
    const all: Values = { ...deny, NotAction: UNKNOWN };
    fc.assert(
      fc.property(anyDocument, fc.constantFrom<Kind>("resource", "trust"), (given, kind) => {
        const statements = listOf(given);
        const found = (list: readonly Value[]): readonly string[] =>
          verdict(judgeDocument({ Version: "2012-10-17", Statement: list }, kind, {}, [publicPrincipal]));
        const count = (list: readonly Value[]): number =>
          found(list).filter((one) => !one.endsWith("?")).length;
        assert.ok(count([...statements, all]) <= count(statements));
        assert.equal(count([...statements].reverse()), count(statements));
      }),
      OFTEN,
    );
  });
});

function shape(one: DocumentFinding): Readonly<Record<string, unknown>> {
  assert.ok(!("notEvaluated" in one));
  const { place, got, actions, because, fix, severity } = one;
  return { path: place.path, got, actions, because, fix, severity };
}

function listOf(given: Value): readonly Value[] {
  const statements = typeof given === "object" && given !== null ? (given as Values)["Statement"] : undefined;
  return Array.isArray(statements) ? (statements as readonly Value[]) : [statements];
}
