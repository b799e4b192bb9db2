import assert from "node:assert/strict";
import { principalTypes, remedyOf } from "../../../../policy/iam/model/principal";

const ACCOUNT = "123456789012";

describe("the forms of principals", () => {
  const none: readonly (readonly [what: string, text: string, remedy: string])[] = [
    ["nothing", "", "mend it"],
    ["a group", `arn:aws:iam::${ACCOUNT}:group/all`, "groups are no principals: name a role, or its users"],
    [
      "a pattern",
      `arn:aws:iam::${ACCOUNT}:role/*`,
      'name each, or write "*" with a condition on aws:PrincipalArn or aws:PrincipalAccount',
    ],
    [
      "a pattern of accounts",
      "arn:aws:iam::*:root",
      'name each, or write "*" with a condition on aws:PrincipalArn or aws:PrincipalAccount',
    ],
    ["a service without its domain", "lambda", "write lambda.amazonaws.com"],
    ["eleven digits", "12345678901", "mend it"],
    ["an address", "https://accounts.google.com", "leave out the protocol, or name the provider by its ARN"],
    ["a blank around it", " lambda.amazonaws.com", "remove the blanks around it"],
    ["a variable", "arn:aws:iam::${aws:PrincipalAccount}:root", "mend it"],
    ["a role without a name", `arn:aws:iam::${ACCOUNT}:role/`, "mend it"],
    ["a policy", `arn:aws:iam::${ACCOUNT}:policy/all`, "mend it"],
    ["a role without its session", `arn:aws:sts::${ACCOUNT}:assumed-role/shop`, "mend it"],
    ["a partition that is none", `arn:amazon:iam::${ACCOUNT}:root`, "mend it"],
  ];
  for (const [what, text, remedy] of none)
    it(`take no ${what}, and say what to do`, () => {
      assert.deepEqual(principalTypes(text), []);
      assert.equal(remedyOf(text), remedy);
    });

  it("say under which type a principal belongs", () => {
    assert.equal(remedyOf("lambda.amazonaws.com"), "name it under Service");
    assert.equal(remedyOf(ACCOUNT), "name it under AWS");
  });

  const taken: Readonly<Record<string, readonly string[]>> = {
    AWS: [
      "*",
      ACCOUNT,
      `arn:aws:iam::${ACCOUNT}:root`,
      `arn:aws-us-gov:iam::${ACCOUNT}:role/a/b/shop`,
      `arn:aws-cn:iam::${ACCOUNT}:user/anna@example.com`,
      `arn:aws:sts::${ACCOUNT}:assumed-role/shop/session`,
      `arn:aws-iso-b:sts::${ACCOUNT}:federated-user/anna`,
      "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1A2B3C4D5E6F7",
      "AROAEXAMPLEEXAMPLE123",
      "AIDAEXAMPLEEXAMPLE123",
    ],
    Service: [
      "lambda.amazonaws.com",
      "logs.eu-west-1.amazonaws.com",
      "ec2.amazonaws.com.cn",
      "states.cn-north-1.amazonaws.com.cn",
      "alexa-appkit.amazon.com",
      "delivery.logs.amazonaws.com",
    ],
    Federated: [
      `arn:aws:iam::${ACCOUNT}:oidc-provider/token.actions.githubusercontent.com`,
      `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0A1B`,
      `arn:aws:iam::${ACCOUNT}:saml-provider/company`,
      "accounts.google.com",
      "graph.facebook.com",
      "www.amazon.com",
      "cognito-identity.amazonaws.com",
    ],
    CanonicalUser: ["0a".repeat(32), "0A".repeat(48)],
  };
  for (const [type, texts] of Object.entries(taken))
    for (const text of texts)
      it(`take ${text} under ${type}`, () => {
        assert.equal(principalTypes(text)[0], type);
      });
});
