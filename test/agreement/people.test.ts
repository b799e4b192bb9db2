/** Agreement: what the commands call on AWS, and what the roles of the people who run them grant. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PolicyDocument } from "../../components/policy-document";
import { READS } from "../../runtime/release/aws/actions-used";
import { documents } from "../components/access/roles";
import { ROOT } from "../helpers/command-line";

/** Where an action of IAM is not called as the operation is. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "s3:HeadObject": "s3:GetObject",
  "lambda:Invoke": "lambda:InvokeFunction",
};

/** The actions of IAM for every operation that a file asks the SDK for. */
function actionsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  const [, service = ""] = /from "@aws-sdk\/client-([a-z0-9]+)"/.exec(text) ?? [];
  return [...text.matchAll(/new ([A-Z]\w+)Command\(/g)].map(([, operation = ""]) => {
    const action = `${service}:${operation}`;
    return OTHERWISE[action] ?? action;
  });
}

const folder = join(ROOT, "cli", "release", "aws");
const called = readdirSync(folder).flatMap((file) => actionsOf(join(folder, file)));
/** What a look at a service calls, as the release functions look at it. */
const looked = Object.values(READS).flatMap(({ iam }) => iam);

function granted({ Statement }: PolicyDocument): Set<string> {
  return new Set(Statement.flatMap(({ Action = [] }) => Action));
}
const missing = (document: PolicyDocument, wanted: readonly string[]): string[] => {
  const has = granted(document);
  return [...new Set(wanted)].filter((action) => !has.has(action));
};

describe("the role of an operator", () => {
  it("grants every call of the commands, but for the answer to what is asked", () => {
    assert.ok(called.length >= 8, called.join(", "));
    assert.deepEqual(missing(documents.operator, [...called, ...looked]), ["codepipeline:PutApprovalResult"]);
  });

  it("grants a shell, and no further command on an instance", () => {
    const actions = [...granted(documents.operator)].filter((action) =>
      /^(?:ssm|ssmmessages|ec2):/.test(action),
    );
    assert.deepEqual(actions.sort(), [
      "ec2:DescribeInstances",
      "ssm:GetParameter",
      "ssm:GetParameters",
      "ssm:GetParametersByPath",
      "ssm:ResumeSession",
      "ssm:StartSession",
      "ssm:TerminateSession",
      "ssmmessages:OpenDataChannel",
    ]);
  });
});

describe("the role of an approver", () => {
  it("grants what approve and reject call, to show what is asked and to answer it", () => {
    const pipeline = ["GetPipelineState", "GetPipelineExecution", "PutApprovalResult"];
    const records = ["dynamodb:GetItem", "ssm:GetParameters", "ssm:GetParametersByPath"];
    const wanted = [...pipeline.map((action) => `codepipeline:${action}`), ...records];
    assert.deepEqual(missing(documents.approver, wanted), []);
  });

  it("grants no release without the question, and no shell", () => {
    const more = ["codepipeline:StartPipelineExecution", "lambda:InvokeFunction", "ssm:StartSession"];
    assert.deepEqual(missing(documents.approver, more), more);
  });
});

describe("the role of a viewer", () => {
  it("grants every read of status and history, but for what revisions are made of", () => {
    assert.deepEqual(missing(documents.viewer, looked), [
      "s3:GetObjectVersion",
      "s3:GetObjectVersionTagging",
      "lambda:InvokeFunction",
    ]);
  });

  it("grants nothing that changes anything", () => {
    const changing = [...granted(documents.viewer)].filter(
      (action) => !/:(?:Describe|Filter|Get|List|Query|Scan|StartLiveTail)/.test(action),
    );
    assert.deepEqual(changing, []);
  });
});
