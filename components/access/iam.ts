/** What the roles of a stage may do: develop, watch, approve, operate; each apart from the others. Pure. */
import { policy, type PolicyDocument, type Statement } from "../policy-document";
import { arn, sessionArns, stageArns, type Place, type StageIdentity } from "./place";

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

/** Sees how the stage is: what `multistage status` and `history` show, logs and alarms. */
export function viewerPolicy(stage: StageIdentity, place: Place): PolicyDocument {
  return policy(...viewing(stage, place));
}

function viewing(stage: StageIdentity, place: Place): Statement[] {
  const { prefix } = stageArns(stage, place);
  return [
    ...followingReleases(stage, place),
    allow(
      "SeeFleets",
      [
        "autoscaling:DescribeAutoScalingGroups",
        "autoscaling:DescribeScalingActivities",
        "cloudwatch:DescribeAlarms",
        "elasticloadbalancing:DescribeRules",
        "elasticloadbalancing:DescribeTargetHealth",
      ],
      // Neither Auto Scaling nor the load balancer knows resources of these actions; and the console asks for all alarms
      // before it shows one, which CloudWatch takes as one question.
      "*",
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
  ];
}

/** Sees which releases there are, what they wait for, and what is registered of services. */
function followingReleases(stage: StageIdentity, place: Place): Statement[] {
  const { prefix, releaseTable, servicePath } = stageArns(stage, place);
  return [
    allow(
      "SeePipelines",
      [
        "codepipeline:GetPipeline",
        "codepipeline:GetPipelineExecution",
        "codepipeline:GetPipelineState",
        "codepipeline:ListActionExecutions",
        "codepipeline:ListPipelineExecutions",
      ],
      // Every pipeline of the stage, and of no other: names begin with the stage's prefix.
      arn(place, "codepipeline", `${prefix}*`),
    ),
    allow(
      "FindPipelines",
      ["codepipeline:ListPipelines"],
      // The console lists the names of all before it shows one.
      "*",
    ),
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
  ];
}

/**
 * Answers what the pipelines of those services ask, and sees what is asked: the state of a pipeline has the token an
 * answer needs (https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-iam-permissions.html).
 */
export function approverPolicy(
  stage: StageIdentity,
  services: readonly string[],
  place: Place,
): PolicyDocument {
  const { questions } = stageArns(stage, place);
  return policy(
    allow("Approve", ["codepipeline:PutApprovalResult"], services.flatMap(questions)),
    ...followingReleases(stage, place),
  );
}

/**
 * Releases what was uploaded, switches back, releases again and retires, looks after instances by a shell on them; and
 * sees what a viewer sees.
 */
export function operatorPolicy(stage: StageIdentity, place: Place): PolicyDocument {
  const { prefix, artifactBucket, peopleFunctions } = stageArns(stage, place);
  return policy(
    allow("CallRelease", ["lambda:InvokeFunction"], peopleFunctions),
    allow(
      "StartPipelines",
      ["codepipeline:StartPipelineExecution"],
      // Every pipeline of the stage; what it asks people is not answered by that.
      arn(place, "codepipeline", `${prefix}*`),
    ),
    allow(
      "ReadRevisions",
      ["s3:GetObject", "s3:GetObjectVersion", "s3:GetObjectVersionTagging"],
      // The revision of every service, and nothing else that is in the bucket.
      `${artifactBucket}/*/revision.zip`,
    ),
    // Without it S3 says of an object that is not there that it is forbidden.
    allow("MissRevisions", ["s3:ListBucket"], artifactBucket),
    ...connecting(stage, place),
    ...viewing(stage, place),
  );
}

/** A shell on an instance of the stage, told by its tags, and on no other. */
function connecting({ project, stage }: StageIdentity, place: Place): Statement[] {
  const [shell, ownSessions] = sessionArns(place);
  return [
    allow(
      "FindInstances",
      ["ec2:DescribeInstances"],
      // Describing knows no resource.
      "*",
    ),
    {
      // Every instance with the stage's tags.
      ...allow("OpenShells", ["ssm:StartSession"], arn(place, "ec2", "instance/*")),
      Condition: { StringEquals: { "aws:ResourceTag/Project": project, "aws:ResourceTag/Stage": stage } },
    },
    // The one document: another could forward ports, or run a command.
    allow("ShellAlone", ["ssm:StartSession"], shell),
    allow(
      "OwnSessions",
      ["ssm:ResumeSession", "ssm:TerminateSession"],
      // Every session of one's own.
      ownSessions,
    ),
    allow(
      "TalkInSessions",
      ["ssmmessages:OpenDataChannel"],
      // The service knows no resource; a channel opens with the token of the session it is of.
      "*",
    ),
  ];
}
