import assert from "node:assert/strict";
import { Refusal } from "../../../refusal/refusal";
import { make } from "../make";
import { refused } from "../refused";
import { access, ada, approval, certificate, people, token } from "./access-of";

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
