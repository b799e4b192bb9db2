import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import { Access, type AccessArgs } from "../../../components/access/access";
import type { TakenBy } from "../../../components/access/taken-by";
import type { TrustDocument } from "../../../components/policy-document";
import { Refusal } from "../../../refusal/refusal";
import { make, only, type Made } from "../make";
import { value } from "../mocked";
import { refused } from "../refused";

const common = {
  identity: { project: "shop", stage: "dev" },
  ownership: { owner: "web", costCenter: "1000" },
};
const access =
  (args: Partial<AccessArgs>) =>
  (opts: pulumi.ComponentResourceOptions): Access =>
    new Access("access", { ...common, ...args }, opts);

const ROLE = "aws:iam/role:Role";
const ROLE_POLICY = "aws:iam/rolePolicy:RolePolicy";
const PROFILE = "aws:rolesanywhere/profile:Profile";

const token: TakenBy = { oidc: { subjects: ["repo:example/web:ref:refs/heads/main"] } };
const anchor =
  "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/0b1c2d3e-0000-4000-8000-000000000000";
const certificate: TakenBy = { rolesAnywhere: { trustAnchorArn: anchor, commonName: "builder-1" } };
const ada = "arn:aws:iam::123456789012:user/people/ada";
const people: TakenBy = { users: { userArns: [ada] } };

const approval = (approvers: TakenBy): Partial<AccessArgs> => ({ approvers, approvedServices: ["web"] });

describe("access is refused", () => {
  it("for a service in its identity, a role nobody takes, and approvers of nothing, at once", async () => {
    const args = {
      identity: { project: "shop", stage: "dev", service: "web" },
      uploaders: { web: {} },
      approvers: people,
    };
    assert.deepEqual((await refused(access(args))).lines, [
      'identity.service: must be left out, got "web"; the roles of a stage are made once; ' +
        "uploaders names the services",
      "uploaders.web: must be given with oidc or rolesAnywhere, got {}; say who may take the role",
      "approvers: must be left out while no service asks for approval, got approvers; " +
        "set approval of a service, or remove it",
    ]);
  });

  const subjects = [
    ["only a wildcard", "*"],
    ["only wildcards in all its parts", "repo:*/*:*"],
    ["a wildcard for the repository", "repo:example/*:ref:refs/heads/main"],
    ["a wildcard in the owner", "repo:exam?le/web:ref:refs/heads/main"],
    ["a wildcard for the claim itself", "*:example/web:ref:refs/heads/main"],
    ["no repository", "repo:example:ref:refs/heads/main"],
    ["nothing behind the repository", "repo:example/web:"],
    ["a variable of IAM", "repo:example/web:${aws:PrincipalTag/x}"],
    ["a blank", "repo:example/web:ref:refs/heads/main "],
    ["nothing", ""],
    ["200 characters and no colon", "a".repeat(200)],
  ] as const;
  for (const [what, subject] of subjects) {
    it(`for a subject of ${what}`, async () => {
      const { paths } = await refused(access({ uploaders: { web: { oidc: { subjects: [subject] } } } }));
      assert.deepEqual(paths, ["uploaders.web.oidc.subjects[0]"]);
    });
  }

  for (const what of ["*", "**", "pull_request", "p*", "?ull_request"])
    it(`for an uploader that a pull request may take, by ${what}`, async () => {
      const subjects = [`repo:example/web:${what}`, "repo:example/web:ref:refs/tags/v*"];
      const { paths } = await refused(access({ uploaders: { web: { oidc: { subjects } } } }));
      assert.deepEqual(paths, ["uploaders.web.oidc.subjects[0]"]);
    });

  it("for everything wrong with a token, at once", async () => {
    const oidc = { issuer: "https://gitlab.example/", audience: "*", subjects: [] };
    assert.deepEqual((await refused(access({ viewers: { oidc } }))).lines, [
      "viewers.oidc.issuer: must be a host and, where it has one, a path, without https:// and without a slash " +
        'at its end, got "https://gitlab.example/"; for example token.actions.githubusercontent.com',
      'viewers.oidc.audience: must be 1 to 255 characters without wildcards, got "*"; change it',
      "viewers.oidc.subjects: must be at least one, got []; name one",
    ]);
  });

  it("for a machine that approves or operates, and a person who uploads", async () => {
    const args = { ...approval(token), operators: certificate, uploaders: { web: people } };
    assert.deepEqual((await refused(access(args))).paths, [
      "uploaders.web.users",
      "approvers.oidc",
      "operators.rolesAnywhere",
    ]);
  });

  it("for a role in the place of a user, whose sessions would carry no second factor", async () => {
    const role = "arn:aws:iam::123456789012:role/admin";
    const users = { userArns: [role, "*", ada], mfaMaxAgeSeconds: 60 };
    assert.deepEqual((await refused(access({ operators: { users } }))).lines, [
      `operators.users.userArns[0]: must be the ARN of an IAM user, as sessions of roles carry no second factor, ` +
        `got "${role}"; name a user, or use identityCenter`,
      `operators.users.userArns[1]: must be the ARN of an IAM user, as sessions of roles carry no second factor, ` +
        `got "*"; name a user, or use identityCenter`,
      "operators.users.mfaMaxAgeSeconds: must be a whole number from 900 to 129600, got 60; use 3600",
    ]);
  });

  it("for a permission set of any name, a certificate of any subject and an anchor that is none", async () => {
    const args = {
      viewers: { identityCenter: { permissionSets: ["*", "한글", "P".repeat(33)] } },
      uploaders: { web: { rolesAnywhere: { trustAnchorArn: "*", commonName: "*" } } },
    };
    assert.deepEqual((await refused(access(args))).paths, [
      "uploaders.web.rolesAnywhere.trustAnchorArn",
      "uploaders.web.rolesAnywhere.commonName",
      "viewers.identityCenter.permissionSets[0]",
      "viewers.identityCenter.permissionSets[1]",
      "viewers.identityCenter.permissionSets[2]",
    ]);
  });

  it("for a service that is none, and for one called like what pipelines keep in the artifact bucket", async () => {
    assert.deepEqual((await refused(access({ uploaders: { "web/*": token } }))).lines, [
      "uploaders: must be by service, each 1 to 32 lower-case letters, digits and hyphens, a letter first and no " +
        'hyphen last, got "web/*"; rename the service',
    ]);
    assert.deepEqual((await refused(access({ uploaders: { "shop-dev-web": token } }))).lines, [
      "uploaders: must be by service, none of which begins with shop-dev-, where pipelines keep their own, " +
        'got "shop-dev-web"; rename the service',
    ]);
  });

  it("for an identity that gives no name", async () => {
    const identity = { project: "Shop", stage: "dev" };
    await assert.rejects(make(access({ identity, viewers: people })), Refusal);
  });
});

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
