/** What the roles of a stage may do: develop, watch, approve, operate; each apart from the others. Pure. */
import { policy, type PolicyDocument, type Statement } from "../policy-document";
import { arn, stageArns, type Place, type StageIdentity } from "./place";

function allow(Sid: string, Action: readonly string[], Resource: string | readonly string[]): Statement {
  return { Sid, Effect: "Allow", Action, Resource };
}

/** Puts revisions of one service into the artifact bucket, with their tags; nothing else, not even reading them. */
export function uploaderPolicy(stage: StageIdentity, service: string, place: Place): PolicyDocument {
  const { artifactBucket } = stageArns(stage, place);
  return policy(
    allow(
      "PutOwnRevisions",
      ["s3:AbortMultipartUpload", "s3:PutObject", "s3:PutObjectTagging"],
      // Whatever it is called below the service's own prefix.
      `${artifactBucket}/${service}/*`,
    ),
  );
}

/** Sees how the stage is: its pipelines, release records, what is registered of its services, logs and alarms. */
export function viewerPolicy(stage: StageIdentity, place: Place): PolicyDocument {
  return policy(...viewing(stage, place));
}

function viewing(stage: StageIdentity, place: Place): Statement[] {
  const { prefix, releaseTable, servicePath } = stageArns(stage, place);
  return [
    seePipelines([
      // Every pipeline of the stage, and of no other: names begin with the stage's prefix.
      arn(place, "codepipeline", `${prefix}*`),
    ]),
    FIND_PIPELINES,
    allow(
      "SeeReleaseRecords",
      ["dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"],
      releaseTable,
    ),
    allow(
      "SeeServices",
      ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
      // Every service of the stage.
      [servicePath, `${servicePath}/*`],
    ),
    allow(
      "SeeLogs",
      ["logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:StartLiveTail"],
      // Every log of the stage, and every stream in it.
      ["/aws/lambda/", "/aws/vendedlogs/apis/"].map((folder) =>
        arn(place, "logs", `log-group:${folder}${prefix}*`),
      ),
    ),
    allow(
      "SeeAlarms",
      ["cloudwatch:DescribeAlarmHistory"],
      // Every alarm of the stage.
      arn(place, "cloudwatch", `alarm:${prefix}*`),
    ),
    allow(
      "FindAlarms",
      ["cloudwatch:DescribeAlarms"],
      // The console asks for all alarms before it shows one, and CloudWatch takes that as one question.
      "*",
    ),
  ];
}

function seePipelines(pipelines: readonly string[]): Statement {
  return allow(
    "SeePipelines",
    [
      "codepipeline:GetPipeline",
      "codepipeline:GetPipelineExecution",
      "codepipeline:GetPipelineState",
      "codepipeline:ListActionExecutions",
      "codepipeline:ListPipelineExecutions",
    ],
    pipelines,
  );
}

const FIND_PIPELINES = allow(
  "FindPipelines",
  ["codepipeline:ListPipelines"],
  // The console lists the names of all before it shows one.
  "*",
);

/**
 * Answers what the pipelines of those services ask, and sees what is asked: the state of a pipeline has the token an answer
 * needs (https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-iam-permissions.html).
 */
export function approverPolicy(
  stage: StageIdentity,
  services: readonly string[],
  place: Place,
): PolicyDocument {
  const { pipeline, questions } = stageArns(stage, place);
  return policy(
    allow("Approve", ["codepipeline:PutApprovalResult"], services.flatMap(questions)),
    seePipelines(services.map(pipeline)),
    FIND_PIPELINES,
  );
}

/** Calls the function that releases, switches back and releases again; and sees what a viewer sees. */
export function operatorPolicy(stage: StageIdentity, place: Place): PolicyDocument {
  const { releaseFunction } = stageArns(stage, place);
  return policy(allow("CallRelease", ["lambda:InvokeFunction"], releaseFunction), ...viewing(stage, place));
}
