/** Where a stage lives, and what of it has an ARN that follows from its identity alone. Pure. */
import type { Identity } from "../../naming/identity";
import { bucketName, physicalName, stagePrefix } from "../../naming/names";
import { servicePath } from "../../naming/parameters";
import { APPROVAL_ACTION, CONFIRMATION_ACTION, RELEASE_STAGE } from "../delivery-pipeline/stages";

/** A region of an account. */
export interface Place {
  /** `aws`, `aws-cn`, `aws-us-gov`. */
  readonly partition: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly region: string;
}

export type StageIdentity = Pick<Identity, "project" | "stage">;

/** The ARN of something in that region of the account. */
export function arn({ partition, accountId, region }: Place, service: string, resource: string): string {
  return `arn:${partition}:${service}:${region}:${accountId}:${resource}`;
}

/** The ARN of something of IAM, which knows no region. */
export function iamArn({ partition, accountId }: Place, resource: string): string {
  return `arn:${partition}:iam::${accountId}:${resource}`;
}

/** A bucket has neither account nor region in its ARN. */
export function bucketArn({ partition }: Pick<Place, "partition">, name: string): string {
  return `arn:${partition}:s3:::${name}`;
}

/**
 * The document that every shell through Systems Manager is started by, and the sessions of whoever asks
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-restrict-access-quickstart.html).
 */
export function sessionArns(place: Place): [document: string, ownSessions: string] {
  return [
    arn(place, "ssm", "document/SSM-SessionManagerRunShell"),
    // IAM puts the caller's id in, and Systems Manager begins the ids of his sessions with it.
    arn(place, "ssm", "session/${aws:userid}-*"),
  ];
}

/** What roles of a stage are allowed on, each by its ARN. */
export interface StageArns {
  /** What every name of the stage begins with. */
  readonly prefix: string;
  readonly artifactBucket: string;
  readonly releaseTable: string;
  /** What people call: to release and switch back, and to retire the fleet that users are not on. */
  readonly peopleFunctions: readonly string[];
  /** What the stage knows of its services: the path, without an end. */
  readonly servicePath: string;
  readonly pipeline: (service: string) => string;
  /** The actions of its pipeline that ask a person: before users move, and after they were watched. */
  readonly questions: (service: string) => readonly string[];
}

/** @throws Refusal when project, stage or a service are not valid */
export function stageArns({ project, stage }: StageIdentity, place: Place): StageArns {
  const own = (role: string): { project: string; stage: string; role: string } => ({ project, stage, role });
  const { accountId, region } = place;
  const pipeline = (service: string): string =>
    arn(
      place,
      "codepipeline",
      physicalName("aws:codepipeline/pipeline:Pipeline", { ...own("pipeline"), service }),
    );
  const lambda = (role: string): string =>
    arn(place, "lambda", `function:${physicalName("aws:lambda/function:Function", own(role))}`);
  const anyService = servicePath({ project, stage, service: "any" });
  return {
    prefix: stagePrefix({ project, stage }),
    artifactBucket: bucketArn(place, bucketName(own("artifacts"), accountId, region)),
    releaseTable: arn(
      place,
      "dynamodb",
      `table/${physicalName("aws:dynamodb/table:Table", own("releases"))}`,
    ),
    peopleFunctions: [lambda("release"), lambda("retire")],
    servicePath: arn(place, "ssm", `parameter${anyService.slice(0, anyService.lastIndexOf("/"))}`),
    pipeline,
    questions: (service) =>
      [APPROVAL_ACTION, CONFIRMATION_ACTION].map(
        (action) => `${pipeline(service)}/${RELEASE_STAGE}/${action}`,
      ),
  };
}
