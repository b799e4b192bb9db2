import assert from "node:assert/strict";
import { documentFrom } from "../../../../policy/iam/model";
import { letsEverybodyIn } from "../../../../policy/iam/reasoning/public-access";
import { UNKNOWN, type Value, type Values } from "../../../../policy/value";

const GITHUB = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";
const claim = (name: string): string => `token.actions.githubusercontent.com:${name}`;

function isOpen(statement: Values): unknown {
  const document = documentFrom(
    { Statement: { Effect: "Allow", Action: "sts:AssumeRole", ...statement } },
    "trust",
  );
  return document === UNKNOWN ? UNKNOWN : letsEverybodyIn(document.statements[0]!).truth;
}
const ofToken = (Condition: Value, Federated: Value = GITHUB): unknown =>
  isOpen({ Principal: { Federated }, Condition });

describe("a role's trust policy", () => {
  it("lets everybody in who is nobody in particular, and says why", () => {
    const Statement = { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" };
    const document = documentFrom({ Statement }, "trust");
    assert.ok(document !== UNKNOWN);
    assert.deepEqual(letsEverybodyIn(document.statements[0]!), {
      truth: true,
      because: "everybody may use it, and no condition says who or from where",
    });
    assert.equal(
      isOpen({ Principal: { AWS: "*" }, Condition: { StringEquals: { "sts:ExternalId": "a" } } }),
      true,
    );
    assert.equal(isOpen({ Principal: { Service: "ec2.amazonaws.com" } }), false);
    assert.equal(isOpen({ Principal: { AWS: "123456789012" } }), false);
  });

  const open: readonly (readonly [what: string, condition: Value])[] = [
    ["no condition", undefined],
    ["its audience only, which callers choose", { StringEquals: { [claim("aud")]: "sts.amazonaws.com" } }],
    ["any repository", { StringLike: { [claim("sub")]: "repo:*" } }],
    ["any owner's repository", { StringLike: { [claim("sub")]: ["repo:shop/web:*", "repo:*/web:*"] } }],
    ["owners whose name begins so", { StringLike: { [claim("sub")]: "repo:shop*" } }],
    ["anything", { StringLike: { [claim("sub")]: "*" } }],
    ["all but one", { StringNotEquals: { [claim("sub")]: "repo:shop/web:ref:refs/heads/main" } }],
  ];
  for (const [what, condition] of open)
    it(`lets in everybody on GitHub under ${what}`, () => {
      assert.equal(ofToken(condition), true);
    });

  it("lets in the repositories that it names", () => {
    for (const sub of [
      "repo:shop/web:ref:refs/heads/main",
      "repo:shop/*",
      "repo:shop/web:*",
      "repo:shop@12/web@34:*",
    ])
      assert.equal(ofToken({ StringLike: { [claim("sub")]: sub } }), false);
    assert.equal(ofToken({ StringEquals: { [claim("repository_owner")]: "shop" } }), false);
    assert.equal(ofToken({ StringLike: { [claim("sub")]: UNKNOWN } }), UNKNOWN);
  });

  it("lets in the users of an application by its audience, and of a provider of one's own", () => {
    assert.equal(
      ofToken({ StringEquals: { "accounts.google.com:aud": "app" } }, "accounts.google.com"),
      false,
    );
    assert.equal(ofToken({}, "accounts.google.com"), true);
    assert.equal(ofToken({}, "cognito-identity.amazonaws.com"), true);
    const cluster = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC";
    assert.equal(ofToken({}, cluster), false);
    assert.equal(ofToken({}, UNKNOWN), UNKNOWN);
  });
});
