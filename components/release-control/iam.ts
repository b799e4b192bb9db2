/** Who may do what around releases. Pure: names and ARNs in, documents out. */
import { physicalName } from "../../naming/names";
import { arn } from "../access/place";
import { policy, writeOwnLog, type DenialBut, type PolicyDocument, type Statement } from "../policy-document";
import { keepNames, type NamedZone } from "../private-zone/iam";
import type { FunctionName } from "./bundle";
import { allow, observing, recording, releasing, type Releases } from "./statements";

/** What the functions need to know to be allowed as little as they need. */
export interface Reach extends Releases {
  /** The private hosted zone with the names of the stage's instances, where there is one. */
  readonly zone?: NamedZone | undefined;
  /** Where what `events` could not process is kept. */
  readonly lostEventsArn: string;
  /** Whether `deploy` is in the network. */
  readonly inNetwork: boolean;
}

/** One function's own. */
export interface OwnFunction {
  readonly name: FunctionName;
  readonly logGroupArn: string;
}

/** What a function may do: write its own log, look, record, and what its step and its callers ask of it. */
export function functionPolicy({ name, logGroupArn }: OwnFunction, reach: Reach): PolicyDocument {
  return policy(
    writeOwnLog(logGroupArn),
    ...observing(reach),
    recording(reach),
    ...releasing(reach),
    ...ownOf(name, reach),
  );
}

function ownOf(name: FunctionName, reach: Reach): (Statement | DenialBut)[] {
  switch (name) {
    case "deploy":
      return [ANSWER_JOBS, ...(reach.inNetwork ? joinNetwork(reach) : [])];
    case "prepare":
    case "release":
      return [ANSWER_JOBS, askVersion(reach)];
    case "retire":
      return [askVersion(reach)];
    case "events":
      return [
        askVersion(reach),
        ...(reach.zone === undefined ? [] : keepNames(reach.zone)),
        allow("KeepLostEvents", ["sqs:SendMessage"], reach.lostEventsArn),
      ];
  }
}

const ANSWER_JOBS = allow(
  "AnswerJobs",
  ["codepipeline:PutJobFailureResult", "codepipeline:PutJobSuccessResult"],
  // These actions know no resource; the id of a job, which only the function that is called gets, stands for one.
  "*",
);

/**
 * Asked for the version of a fleet is the function that alone is in the network; by all others, as each of them may look
 * at a release that waits for it, of which nobody who could not ask would say that it is healthy.
 */
function askVersion({ stage, place }: Releases): Statement {
  return allow("AskVersion", ["lambda:InvokeFunction"], functionArn({ stage, place }, "deploy"));
}

function functionArn({ stage, place }: Pick<Releases, "stage" | "place">, role: FunctionName): string {
  const { project, stage: name } = stage;
  const own = physicalName("aws:lambda/function:Function", { project, stage: name, role });
  return arn(place, "lambda", `function:${own}`);
}

const NETWORK_INTERFACES = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html: for Lambda, and not for the function's code. */
function joinNetwork({ stage, place }: Releases): Statement[] {
  return [
    allow(
      "JoinNetwork",
      NETWORK_INTERFACES,
      // Lambda makes the interfaces in this role's name and refuses a function whose role is narrower than this.
      "*",
    ),
    {
      Sid: "NotByItself",
      Effect: "Deny",
      Action: NETWORK_INTERFACES,
      Resource: "*",
      Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn({ stage, place }, "deploy") } },
    },
  ];
}
