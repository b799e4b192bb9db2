import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { ACCOUNT_PULUMI_PROJECT } from "../../components/access/account-names";
import { Refusal } from "../../refusal/refusal";
import { parseAccount, type AccountConfig } from "../../stacks/bootstrap/config";
import { handedOver, type Written } from "./config-of";

const good = {
  project: "shop",
  accountId: "123456789012",
  owner: "platform",
  costCenter: "1000",
  stages: [{ stage: "dev" }],
};
const main = "repo:example/infrastructure:ref:refs/heads/main";

function parsed(changes: Written = {}): AccountConfig {
  return parseAccount(handedOver({ ...good, ...changes }));
}

function refusals(changes: Written): string[] {
  try {
    parsed(changes);
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.message.split("\n");
  }
  assert.fail("nothing was refused");
}

const stage = (changes: Written): Written => ({ stages: [{ stage: "dev", ...changes }] });
const paths = (lines: readonly string[]): string[] => lines.map((line) => line.split(": must")[0] ?? "");

describe("the configuration of an account is refused", () => {
  it("for everything that is wrong at once, each with its path", () => {
    const changes = {
      project: "Shop",
      accountId: "1234",
      owner: "",
      stges: [],
      stages: [{ stage: "dev", deploy: {} }],
    };
    assert.deepEqual(paths(refusals(changes)), [
      "project",
      "accountId",
      "owner",
      "stages[0].deploy",
      "stges",
    ]);
  });

  it("for an account id that lost its first digit, or its last", () => {
    for (const accountId of ["12345678901", "1234567890123", "12345678901a", ""])
      assert.deepEqual(paths(refusals({ accountId })), ["accountId"], accountId);
  });

  it("for a list that is no list, and broken JSON", () => {
    assert.deepEqual(refusals({ stages: "[{" }), [
      'stages: must be valid JSON or YAML, got "[{"; mend its syntax',
    ]);
    assert.deepEqual(refusals({ stages: "dev" }), ['stages: must be a list, got "dev"; change it']);
  });

  it("for two stages of one name, whose roles would have one name, and two providers of one issuer", () => {
    const changes = {
      stages: [{ stage: "dev" }, { stage: "prod" }, { stage: "dev" }],
      identityProviders: [{ issuer: "gitlab.example" }, { issuer: "gitlab.example" }],
    };
    assert.deepEqual(refusals(changes), [
      "identityProviders[1].issuer: must be another one than identityProviders[0] has, " +
        'got "gitlab.example"; remove one of them',
      'stages[2].stage: must be another one than stages[0] has, got "dev"; remove one of them',
    ]);
  });

  it("for a stage called like the account's own, whose roles would be the bootstrap's", () => {
    assert.deepEqual(refusals(stage({ stage: "account" })), [
      "stages[0].stage: must be another word than account, with which the names of the account's own begin, " +
        'got "account"; rename the stage',
    ]);
  });

  it("for a project that leaves no room for the account's own names, or for a stage's", () => {
    assert.deepEqual(paths(refusals({ project: "p".repeat(14) })), ["project"]);
    assert.deepEqual(paths(refusals(stage({ stage: "s".repeat(17) }))), ["stages[0].stage"]);
    assert.equal(parsed({ project: "p".repeat(13) }).project.length, 13);
  });

  for (const subject of [
    "*",
    "repo:*:*",
    "repo:example/*:ref:refs/heads/main",
    "repo:example/infrastructure:*",
    "repo:example/infrastructure:ref:refs/heads/*",
    "repo:example/infrastructure:pull_request",
  ])
    it(`for a deployer that ${subject} may take`, () => {
      const [line = "", ...others] = refusals(stage({ deployer: { oidc: { subjects: [subject] } } }));
      assert.ok(line.startsWith("stages[0].deployer.oidc.subjects[0]: must be repo:"), line);
      assert.deepEqual(others, []);
    });

  it("for a previewer that every repository may take", () => {
    const changes = stage({ previewer: { oidc: { subjects: ["repo:example/*:pull_request"] } } });
    assert.deepEqual(paths(refusals(changes)), ["stages[0].previewer.oidc.subjects[0]"]);
  });

  it("for a deployer by certificate, and one that nobody may take", () => {
    const trustAnchorArn =
      "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/0b1c2d3e-0000-4000-8000-000000000000";
    const rolesAnywhere = { trustAnchorArn, commonName: "builder" };
    assert.deepEqual(paths(refusals(stage({ deployer: { rolesAnywhere } }))), [
      "stages[0].deployer.rolesAnywhere",
    ]);
    assert.deepEqual(paths(refusals(stage({ deployer: {} }))), ["stages[0].deployer"]);
  });

  it("for an audience that the provider it makes does not know", () => {
    const changes = {
      ...stage({ deployer: { oidc: { subjects: [main], audience: "https://ci.example" } } }),
      identityProviders: [{ issuer: "token.actions.githubusercontent.com" }],
    };
    assert.deepEqual(refusals(changes), [
      "stages[0].deployer.oidc.audience: must be one of the audiences of token.actions.githubusercontent.com in " +
        'identityProviders (sts.amazonaws.com), got "https://ci.example"; use one, or add it there',
    ]);
  });

  it("for what else a stage needs, when it would give permissions or everything", () => {
    const alsoAllows = [
      {
        actions: ["iam:CreateRole", "sts:AssumeRole", "*", "s3:*", "organizations:LeaveOrganization"],
        resources: ["*"],
      },
      { actions: [], resources: [] },
    ];
    assert.deepEqual(paths(refusals(stage({ alsoAllows }))), [
      "stages[0].alsoAllows[0].actions[0]",
      "stages[0].alsoAllows[0].actions[1]",
      "stages[0].alsoAllows[0].actions[2]",
      "stages[0].alsoAllows[0].actions[4]",
      "stages[0].alsoAllows[0].resources[0]",
      "stages[0].alsoAllows[1].actions",
      "stages[0].alsoAllows[1].resources",
    ]);
  });

  it("for what else a stage needs, when that is the state, any key, a shell, or nothing in particular", () => {
    const actions = [
      "rolesanywhere:*",
      "ram:*",
      "ssm:SendCommand",
      "ssm:StartSession",
      "ssm:*",
      "ssm:GetParameter",
    ];
    const resources = [
      "arn:aws:s3:::*",
      "arn:aws:s3:::?hop-account*",
      "arn:aws:s3:::shop-*",
      "arn:aws:s3:::shop-account-state-123456789012-eu-west-1/.pulumi/*",
      "arn:aws:kms:eu-west-1:123456789012:key/*",
      "arn:aws:kms:eu-west-1:123456789012:k*",
      "arn:aws:s3:::${aws:PrincipalTag/x}",
      "arn:aws:s3:::another-bucket/*",
      "arn:aws:kms:eu-west-1:123456789012:key/0b1c2d3e-0000-4000-8000-000000000000",
    ];
    const at = "stages[0].alsoAllows[0]";
    assert.deepEqual(paths(refusals(stage({ alsoAllows: [{ actions, resources }] }))), [
      ...[0, 1, 2, 3, 4].map((index) => `${at}.actions[${index}]`),
      ...[0, 1, 2, 3, 4, 5, 6].map((index) => `${at}.resources[${index}]`),
    ]);
  });

  for (const name of ["*", "?", "dev.eu", "a/b", "${aws:username}", "", "a".repeat(101)])
    it(`for a Pulumi project and a stack called ${name === "" ? "nothing" : name}, which IAM or a path reads otherwise`, () => {
      assert.deepEqual(paths(refusals(stage({ pulumiProject: name, stack: name }))), [
        "stages[0].pulumiProject",
        "stages[0].stack",
      ]);
    });

  it("for two stages with one state, and one with that of the account's own program", () => {
    const stages = [
      { stage: "dev" },
      { stage: "prod", stack: "dev" },
      { stage: "x", pulumiProject: "multistage-account", stack: "main" },
    ];
    assert.deepEqual(refusals({ stages }), [
      'stages[1].stack: must be another one than stages[0] has, got "shop/dev"; remove one of them',
      "stages[2].stack: must be of another Pulumi project than multistage-account, which makes the account, " +
        'got "multistage-account/main"; name the project of the stage',
    ]);
    const text = readFileSync(join(__dirname, "../../stacks/bootstrap/Pulumi.yaml"), "utf8");
    assert.equal((parse(text) as { name: string }).name, ACCOUNT_PULUMI_PROJECT);
  });

  it("for a private key among the certificates, which it does not repeat", () => {
    const key = "-----BEGIN PRIVATE KEY-----\nQUJD\n-----END PRIVATE KEY-----\n";
    assert.deepEqual(refusals({ certificateAuthority: key }), [
      "certificateAuthority: must be certificates in PEM, and nothing else: no key belongs here, got another text; " +
        "give -----BEGIN CERTIFICATE----- …",
    ]);
  });

  it("for further tags that are none", () => {
    assert.deepEqual(paths(refusals({ tags: { "aws:x": "y", owner: "me", Team: "한글 ok" } })), [
      "tags",
      "tags",
    ]);
  });
});

describe("the configuration of an account", () => {
  it("is taken with no stage yet", () => {
    assert.deepEqual(parsed({ stages: [] }).stages, []);
  });

  it("turns the text of a flag into what it says", () => {
    assert.equal(parsed({ costAllocationTags: "true" }).costAllocationTags, true);
    assert.deepEqual(paths(refusals({ costAllocationTags: "yes" })), ["costAllocationTags"]);
  });

  it("is taken as the repository has it", () => {
    const text = readFileSync(join(__dirname, "../../stacks/bootstrap/Pulumi.main.yaml"), "utf8");
    const { config } = parse(text) as { config: Record<string, unknown> };
    const own = Object.entries(config).filter(([key]) => key.startsWith("multistage:"));
    const values = Object.fromEntries(own.map(([key, value]) => [key.slice("multistage:".length), value]));
    assert.deepEqual(
      parseAccount(handedOver(values)).stages.map((one) => one.stage),
      ["dev", "prod"],
    );
  });
});
