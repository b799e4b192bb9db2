/**
 * The roles of a stage through the real engine, beside what they are about: what their documents derive is what is
 * there, every role has its boundary, and nothing a component grants lies beyond it.
 */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Access } from "../../../../components/access/access";
import { boundaryArn } from "../../../../components/access/account-names";
import { boundEveryRole } from "../../../../components/access/permissions-boundary";
import { stageReach } from "../../../../components/access/reach";
import { stageArns, type Place } from "../../../../components/access/place";
import { DeliveryPipeline } from "../../../../components/delivery-pipeline/delivery-pipeline";
import { Notifications } from "../../../../components/notifications/notifications";
import type { Condition, PolicyDocument } from "../../../../components/policy-document";
import { ReleaseControl } from "../../../../components/release-control/release-control";
import { ENGINE_TIMEOUT } from "../../../helpers/engine";
import { localStack, type LocalStack } from "../../../helpers/local-stack";
import { stays } from "../../../helpers/stays";
import { app, guestbook } from "../../../components/guestbook";
import { storefront } from "../../../components/storefront";
import { allows } from "../../../components/access/evaluate";

const stage = { project: "shop", stage: "dev" };
const ownership = { owner: "web", costCenter: "1000" };
const oidc = { subjects: ["repo:example/storefront:ref:refs/heads/main"] };
const trustAnchorArn =
  "arn:aws:rolesanywhere:ap-northeast-2:123456789012:trust-anchor/0b1c2d3e-0000-4000-8000-000000000000";
const people = { identityCenter: { permissionSets: ["Everybody"] } };

function program(): Promise<void> {
  boundEveryRole(stage);
  const control = new ReleaseControl("control", { identity: stage, ownership });
  const artifactBucket = { name: control.artifactBucketName, arn: control.artifactBucketArn };
  const { approvalTopicArn } = new Notifications("notifications", { identity: stage, ownership });
  storefront({ artifactBucket })({});
  new DeliveryPipeline("storefront", {
    identity: { ...stage, service: "storefront" },
    ownership,
    artifactBucket,
    functions: control.functions,
    approval: { topicArn: approvalTopicArn },
    confirmation: { topicArn: approvalTopicArn },
  });
  guestbook({ app, code: new pulumi.asset.AssetArchive({ run: new pulumi.asset.StringAsset("#!/bin/sh") }) })(
    {},
  );
  new Access("access", {
    identity: stage,
    ownership,
    uploaders: { storefront: { oidc, rolesAnywhere: { trustAnchorArn, commonName: "builder" } } },
    viewers: people,
    approvers: people,
    operators: people,
    approvedServices: ["storefront"],
  });
  return Promise.resolve();
}

describe("an up of a stage with its roles", () => {
  let local: LocalStack;
  let place: Place;

  before(async function () {
    this.timeout(ENGINE_TIMEOUT);
    local = await localStack(program);
    await local.stack.up();
    const arn = text("aws:lambda/function:Function", "arn")[0] ?? "";
    const [, partition = "", , region = "", accountId = ""] = arn.split(":");
    place = { partition, region, accountId };
  });
  after(() => {
    local.close();
  });

  const text = (type: string, property: string): string[] =>
    local.store.list(type).map(({ properties }) => properties[property] as string);

  it("derives the very ARNs that the bucket, the table, the function, the pipeline and its questions have", () => {
    const arns = stageArns(stage, place);
    assert.deepEqual(text("aws:s3/bucket:Bucket", "arn"), [arns.artifactBucket]);
    assert.deepEqual(text("aws:dynamodb/table:Table", "arn"), [arns.releaseTable]);
    const functions = text("aws:lambda/function:Function", "arn");
    assert.deepEqual(
      arns.peopleFunctions.filter((one) => !functions.includes(one)),
      [],
    );
    assert.deepEqual(text("aws:codepipeline/pipeline:Pipeline", "arn"), [arns.pipeline("storefront")]);
    const [pipeline] = local.store.list("aws:codepipeline/pipeline:Pipeline");
    const stages = pipeline?.properties["stages"] as unknown as {
      name: string;
      actions: { name: string; category: string }[];
    }[];
    const approvals = stages.flatMap(({ name, actions }) =>
      actions
        .filter(({ category }) => category === "Approval")
        .map((action) => `${arns.pipeline("storefront")}/${name}/${action.name}`),
    );
    assert.deepEqual(approvals, arns.questions("storefront"));
    const parameters = text("aws:ssm/parameter:Parameter", "arn");
    assert.ok(parameters.length > 0 && parameters.every((arn) => arn.startsWith(`${arns.servicePath}/`)));
  });

  it("puts the stage's boundary on every role, whichever component made it", () => {
    const boundaries = text("aws:iam/role:Role", "permissionsBoundary");
    assert.ok(boundaries.length >= 12);
    assert.deepEqual([...new Set(boundaries)], [boundaryArn(stage, place)]);
  });

  it("grants nothing that lies beyond the boundary", () => {
    const state = { project: "shop", pulumiProject: "shop", stack: "dev" };
    const boundary = stageReach({ stage, state, alsoAllows: [] }, place);
    const beyond = local.store.list("aws:iam/rolePolicy:RolePolicy").flatMap(({ properties }) => {
      const { Statement } = JSON.parse(properties["policy"] as string) as PolicyDocument;
      const asked = Statement.filter(({ Effect }) => Effect === "Allow").flatMap(
        ({ Action = [], Resource, Condition = {} }) => {
          const context = { "aws:RequestedRegion": place.region, ...contextOf(Condition) };
          return Action.flatMap((action) =>
            [Resource].flat().map((resource) => ({ action, resource, context })),
          );
        },
      );
      return asked
        .filter((question) => !allows(boundary, question))
        .map(({ action, resource }) => `${properties["name"] as string}: ${action} on ${resource}`);
    });
    assert.deepEqual(beyond, []);
  });

  it("changes nothing when it is run again, and a refresh finds no difference", async function () {
    this.timeout(ENGINE_TIMEOUT);
    await stays(local);
  });
});

/** A request for which a condition holds: of each key the first value that is wanted. */
function contextOf(condition: Condition): Record<string, string> {
  return Object.fromEntries(
    Object.entries(condition).flatMap(([operator, keys]) =>
      operator === "Null" ? [] : Object.entries(keys).map(([key, wanted]) => [key, [wanted].flat()[0] ?? ""]),
    ),
  );
}
