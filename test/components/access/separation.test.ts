/** Who may do what, asked of the documents themselves: developing, approving, operating and deploying are apart. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { approverPolicy, operatorPolicy, uploaderPolicy, viewerPolicy } from "../../../components/access/iam";
import { MANAGED_POLICY_CHARACTERS, reachText, stageReach } from "../../../components/access/reach";
import { previewerPolicy } from "../../../components/access/previewer";
import { arn, iamArn, stageArns, type Place } from "../../../components/access/place";
import { boundaryArn } from "../../../components/access/account-names";
import type { PolicyDocument } from "../../../components/policy-document";
import { OFTEN } from "../../helpers/property-runs";
import { services, stageIdentities } from "./any-stage";
import { allows } from "./evaluate";
import { deeds } from "./deeds";
import { documents, place, roleNames, type RoleName } from "./roles";

/** The only things each role may do of all there is to do; every question of a deed must be answered with yes. */
const MAY: Readonly<Record<RoleName, readonly string[]>> = {
  "uploader of `web`": ["put a revision of `web`"],
  viewer: ["see pipelines, records, logs and alarms"],
  approver: ["say yes or no to a release of `web`"],
  operator: [
    "see pipelines, records, logs and alarms",
    "release, switch back, retire",
    "start a pipeline with a revision that is there",
    "open a shell on an instance of the stage",
  ],
  previewer: ["preview: read the stage's state and its secrets"],
  deployer: [
    "put a revision of `web`",
    "put a revision of another service",
    "see pipelines, records, logs and alarms",
    "say yes or no to a release of `web`",
    "release, switch back, retire",
    "start a pipeline with a revision that is there",
    "open a shell on an instance of the stage",
    "change release records",
    "preview: read the stage's state and its secrets",
    "bring the stage up: write its state, make what it is of",
    "launch its instances, and work in another's network",
    "make a role of the stage, with the boundary",
  ],
};

/** What nobody may do even in part. */
const NEVER = [
  "make a role without the boundary",
  "take a boundary off, or change it",
  "change the deployer, or a part of the bootstrap",
  "touch another stage",
  "change another stage's network, templates or disks",
  "touch an instance that nobody has tagged",
  "open a shell on another's machine, or anything else than a shell",
  "launch with a role that nobody has checked",
  "use a key of another's, or make it one's own",
  "change what holds for the whole account, or buy",
];

describe("of the roles of a stage", () => {
  for (const role of roleNames) {
    it(`the ${role} may do exactly what its name says`, () => {
      const may = Object.entries(deeds).filter(([, asked]) =>
        asked.every((question) => allows(documents[role], question)),
      );
      assert.deepEqual(
        may.map(([deed]) => deed),
        MAY[role],
      );
    });

    for (const deed of NEVER) {
      it(`the ${role} may not ${deed}, not even in part`, () => {
        const asked = deeds[deed] ?? [];
        assert.ok(asked.length > 0);
        assert.deepEqual(
          asked.filter((question) => allows(documents[role], question)),
          [],
        );
      });
    }
  }

  it("nobody but the deployer is allowed anything of IAM, and it nothing that makes users, keys or policies", () => {
    const ofIam = (document: PolicyDocument): string[] =>
      document.Statement.flatMap(({ Action = [] }) =>
        Action.filter((action) => /^(iam|sts|\*)/.test(action)),
      );
    for (const role of roleNames) if (role !== "deployer") assert.deepEqual(ofIam(documents[role]), [], role);
    const boundary = { "iam:PermissionsBoundary": boundaryArn({ project: "shop", stage: "dev" }, place) };
    for (const action of ["CreateUser", "CreateAccessKey", "CreatePolicy", "CreateOpenIDConnectProvider"])
      for (const resource of ["user/shop-dev-x", "policy/shop-dev-x", "role/shop-dev-x", "oidc-provider/x"])
        assert.ok(
          !allows(documents.deployer, {
            action: `iam:${action}`,
            resource: iamArn(place, resource),
            context: boundary,
          }),
          `${action} ${resource}`,
        );
  });

  it("nobody passes a role to a service that the stage does not use", () => {
    const resource = iamArn(place, "role/shop-dev-web");
    const context = { "iam:PassedToService": "ecs-tasks.amazonaws.com" };
    for (const role of roleNames)
      assert.ok(!allows(documents[role], { action: "iam:PassRole", resource, context }), role);
  });

  it("nobody is given an action of every service at once", () => {
    for (const role of roleNames)
      for (const { Sid, Action = [] } of documents[role].Statement)
        assert.deepEqual(
          Action.filter((action) => !/^[a-z0-9-]+:/.test(action)),
          [],
          `${role} ${Sid}`,
        );
  });

  it("each document names its statements apart, with letters and digits only", () => {
    for (const role of roleNames) {
      const names = documents[role].Statement.map(({ Sid }) => Sid);
      assert.equal(new Set(names).size, names.length, role);
      for (const name of names) assert.match(name, /^[A-Za-z0-9]+$/);
    }
  });
});

describe("the roles of any two stages and services", () => {
  const elsewhere = fc.record({
    partition: fc.constantFrom("aws", "aws-cn", "aws-us-gov"),
    accountId: fc.stringMatching(/^\d{12}$/),
    region: fc.constantFrom("eu-west-1", "ap-northeast-2", "us-gov-west-1"),
  });
  const all = (stage: { project: string; stage: string }, service: string, at: Place): PolicyDocument[] => {
    const state = { project: stage.project, pulumiProject: stage.project, stack: stage.stage };
    return [
      uploaderPolicy(stage, service, at),
      viewerPolicy(stage, at),
      approverPolicy(stage, [service], at),
      operatorPolicy(stage, at),
      previewerPolicy(stage, state, at),
      stageReach({ stage, state, alsoAllows: [] }, at),
    ];
  };

  it("never reach what is the other's", () => {
    fc.assert(
      fc.property(stageIdentities, stageIdentities, services, elsewhere, (one, two, service, at) => {
        fc.pre(one.project !== two.project || one.stage !== two.stage);
        const theirs = stageArns(two, at);
        const questions = [
          { action: "s3:PutObject", resource: `${theirs.artifactBucket}/${service}/revision.zip` },
          ...theirs.peopleFunctions.map((resource) => ({ action: "lambda:InvokeFunction", resource })),
          ...theirs
            .questions(service)
            .map((resource) => ({ action: "codepipeline:PutApprovalResult", resource })),
          { action: "codepipeline:GetPipelineState", resource: theirs.pipeline(service) },
          { action: "codepipeline:StartPipelineExecution", resource: theirs.pipeline(service) },
          { action: "s3:GetObject", resource: `${theirs.artifactBucket}/${service}/revision.zip` },
          {
            action: "ssm:StartSession",
            resource: arn(at, "ec2", "instance/i-0123456789abcdef0"),
            context: { "aws:ResourceTag/Project": two.project, "aws:ResourceTag/Stage": two.stage },
          },
          { action: "dynamodb:GetItem", resource: theirs.releaseTable },
          { action: "ssm:GetParameter", resource: `${theirs.servicePath}/${service}` },
        ];
        for (const document of all(one, service, at))
          for (const question of questions) assert.ok(!allows(document, question), JSON.stringify(question));
      }),
      OFTEN,
    );
  });

  it("never let the uploader of one service write below another's prefix", () => {
    fc.assert(
      fc.property(stageIdentities, services, services, elsewhere, (stage, one, two, at) => {
        fc.pre(one !== two);
        const { artifactBucket } = stageArns(stage, at);
        const put = (service: string): { action: string; resource: string } => {
          return { action: "s3:PutObject", resource: `${artifactBucket}/${service}/revision.zip` };
        };
        const document = uploaderPolicy(stage, one, at);
        assert.ok(allows(document, put(one)) && !allows(document, put(two)));
      }),
      OFTEN,
    );
  });

  it("fit into what IAM takes, however long the names are", () => {
    fc.assert(
      fc.property(stageIdentities, services, elsewhere, (stage, service, at) => {
        const [deployer, ...inline] = all(stage, service, at).reverse();
        assert.ok(deployer !== undefined && reachText(deployer).length <= MANAGED_POLICY_CHARACTERS);
        for (const document of inline) assert.ok(JSON.stringify(document).length <= 10_240);
      }),
      OFTEN,
    );
  });

  it("name account and region wherever the service has them", () => {
    fc.assert(
      fc.property(stageIdentities, services, elsewhere, (stage, service, at) => {
        const resources = all(stage, service, at)
          .flatMap(({ Statement }) => Statement)
          // What is refused is refused everywhere.
          .filter(({ Effect }) => Effect === "Allow")
          .flatMap(({ Resource }) => [Resource].flat())
          .filter((resource) => resource !== "*");
        const where = new RegExp(
          `^arn:${at.partition}:(?:s3:::|iam::${at.accountId}:|(?:budgets|cloudwatch)::${at.accountId}:|` +
            `apigateway:${at.region}::/|ssm:${at.region}::parameter/aws/service/|` +
            `[a-z0-9]+:${at.region}:${at.accountId}:)`,
        );
        for (const resource of resources) assert.match(resource, where);
      }),
      OFTEN,
    );
  });
});
