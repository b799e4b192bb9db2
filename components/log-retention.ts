/** How long CloudWatch Logs keeps a log. Pure. */
import { shown, type Problem } from "../refusal/refusal";

/** Days unless told otherwise. */
export const DEFAULT_LOG_RETENTION_DAYS = 30;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
const RETENTIONS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What is wrong with a number of days, as `property`; nothing where it is not given. */
export function logRetentionProblems(days: number | undefined, property: string): Problem[] {
  if (days === undefined || RETENTIONS.includes(days)) return [];
  const rule = `one of ${RETENTIONS.join(", ")}`;
  return [{ property, rule, got: shown(days), remedy: "choose one" }];
}
