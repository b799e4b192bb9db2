/** Who may do what around releases. Pure: ARNs in, documents out. */
import { policy, writeOwnLog, type PolicyDocument, type Statement } from "../policy-document";
import type { FunctionName } from "./bundle";

const ANSWER_JOBS: Statement = {
  Sid: "AnswerJobs",
  Effect: "Allow",
  Action: ["codepipeline:PutJobFailureResult", "codepipeline:PutJobSuccessResult"],
  // These actions know no resource; the id of a job, which only the function that is called gets, stands for one.
  Resource: "*",
};

/** What a function may do: write its own log, and answer the pipeline where the pipeline calls it. */
export function functionPolicy(name: FunctionName, logGroupArn: string): PolicyDocument {
  const log = writeOwnLog(logGroupArn);
  switch (name) {
    case "prepare":
    case "deploy":
    case "release":
      return policy(log, ANSWER_JOBS);
    case "retire":
    case "events":
      return policy(log);
  }
}
