import assert from "node:assert/strict";
import type { Access } from "../../../components/access/access";
import type { TrustDocument } from "../../../components/policy-document";
import { make, only, type Made } from "../make";
import { value } from "../mocked";
import { access, ada, anchor, approval, certificate, people, token } from "./access-of";

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const PROFILE = "aws:rolesanywhere/profile:Profile";

describe("access", () => {
  const trustOf = (made: Made<Access>, name: string): unknown =>
    (JSON.parse(only(made, ROLE, name).inputs["assumeRolePolicy"] as string) as TrustDocument).Statement;

  it("makes nothing where nobody is named", async () => {
    const { declared } = await make(access({}));
    assert.equal(declared.length, 1);
  });

  it("is exactly a role and its policy for each who is named, in a preview, too", async () => {
    const args = {
      uploaders: { web: token, api: certificate },
      viewers: people,
      operators: people,
      ...approval(people),
    };
    for (const preview of [false, true]) {
      const { declared } = await make(access(args), { preview });
      assert.deepEqual(
        declared.slice(1).map(({ type, inputs }) => [type, inputs["name"]]),
        [
          [ROLE, "shop-dev-web-uploader"],
          [ROLE_POLICY, "shop-dev-web-uploader"],
          [ROLE, "shop-dev-api-uploader"],
          [ROLE_POLICY, "shop-dev-api-uploader"],
          [PROFILE, "shop-dev-api-uploader"],
          [ROLE, "shop-dev-viewer"],
          [ROLE_POLICY, "shop-dev-viewer"],
          [ROLE, "shop-dev-approver"],
          [ROLE_POLICY, "shop-dev-approver"],
          [ROLE, "shop-dev-operator"],
          [ROLE_POLICY, "shop-dev-operator"],
        ],
      );
    }
    const { component } = await make(access(args));
    assert.deepEqual(Object.keys(await value(component.roleArns)), [
      "uploader of web",
      "uploader of api",
      "viewer",
      "approver",
      "operator",
    ]);
    assert.deepEqual(Object.keys(await value(component.profileArns)), ["api"]);
  });

  it("lets CI in by the audience and the exact subject of its token", async () => {
    const made = await make(access({ uploaders: { web: token } }));
    assert.deepEqual(trustOf(made, "access-web-uploader"), [
      {
        Effect: "Allow",
        Principal: {
          Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
        },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": ["repo:example/web:ref:refs/heads/main"],
          },
        },
      },
    ]);
  });

  it("compares subjects with wildcards as patterns, of an exact repository, and the audience exactly", async () => {
    const oidc = {
      issuer: "gitlab.example",
      audience: "https://gitlab.example",
      subjects: [
        "project_path:group/sub/web:ref_type:tag:ref:v*",
        "project_path:group/sub/web:ref_type:branch:ref:main",
      ],
    };
    const made = await make(access({ uploaders: { web: { oidc } } }));
    assert.deepEqual(
      (trustOf(made, "access-web-uploader") as { Condition: unknown }[]).map(({ Condition }) => Condition),
      [
        {
          StringEquals: { "gitlab.example:aud": "https://gitlab.example" },
          StringLike: { "gitlab.example:sub": oidc.subjects },
        },
      ],
    );
  });

  it("lets a machine in by its certificate alone, of that anchor and that name", async () => {
    const made = await make(access({ uploaders: { web: certificate } }));
    assert.deepEqual(trustOf(made, "access-web-uploader"), [
      {
        Effect: "Allow",
        Principal: { Service: "rolesanywhere.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
        Condition: {
          ArnEquals: { "aws:SourceArn": anchor },
          StringEquals: { "aws:PrincipalTag/x509Subject/CN": "builder-1" },
        },
      },
    ]);
    const { name, enabled, roleArns } = only(made, PROFILE).inputs;
    assert.deepEqual(
      [name, enabled, roleArns],
      ["shop-dev-web-uploader", true, ["arn:Role access-web-uploader"]],
    );
  });

  it("lets a user in who has shown a second factor within the hour, or what is said instead", async () => {
    for (const [given, seconds] of [
      [undefined, "3600"],
      [900, "900"],
    ] as const) {
      const made = await make(access(approval({ users: { userArns: [ada], mfaMaxAgeSeconds: given } })));
      assert.deepEqual(trustOf(made, "access-approver"), [
        {
          Effect: "Allow",
          Principal: { AWS: [ada] },
          Action: "sts:AssumeRole",
          Condition: {
            Bool: { "aws:MultiFactorAuthPresent": "true" },
            NumericLessThan: { "aws:MultiFactorAuthAge": seconds },
          },
        },
      ]);
    }
  });

  it("lets a permission set in by its name, and none whose name only begins alike", async () => {
    const made = await make(access(approval({ identityCenter: { permissionSets: ["Approvers"] } })));
    const reserved = "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com";
    assert.deepEqual(trustOf(made, "access-approver"), [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::123456789012:root" },
        Action: "sts:AssumeRole",
        Condition: {
          ArnLike: {
            "aws:PrincipalArn": [
              `${reserved}/AWSReservedSSO_Approvers_????????????????`,
              `${reserved}/*/AWSReservedSSO_Approvers_????????????????`,
            ],
          },
        },
      },
    ]);
  });

  it("lets each in of several ways under its own conditions", async () => {
    const made = await make(access({ viewers: { ...token, ...certificate, ...people } }));
    const statements = trustOf(made, "access-viewer") as { Principal: object }[];
    assert.deepEqual(
      statements.map(({ Principal }) => Object.keys(Principal)),
      [["Federated"], ["Service"], ["AWS"]],
    );
  });
});
