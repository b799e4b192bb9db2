/** A log is kept as long as somebody decided, and not for ever because nobody did. */
import { given, is } from "../aws/input";
import { shown } from "../../refusal/refusal";
import { resourceRule, type Finding } from "../rule";
import { wholeNumber } from "../configuration/setting";
import { some, UNKNOWN, type Truth, type Value } from "../value";

const RETENTION = "retentionInDays";

export const logRetention = resourceRule({
  id: "log-retention",
  description: "Every log group says for how many days it keeps its events.",
  reason:
    "One that does not say keeps them for ever: the bill grows each month, and what people were promised would be deleted is not (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html).",
  remedy: "Set retentionInDays.",
  level: "advisory",
  severity: "low",
  types: new Set(["aws:cloudwatch/logGroup:LogGroup"]),
  settings: {
    minimumDays: wholeNumber("The fewest days a log is kept.", { minimum: 1, maximum: 3653 }, 1),
  },
  check: ({ inputs }, { settings: { minimumDays } }): readonly Finding[] => {
    const days = given(inputs, RETENTION);
    // This class has two days, whatever is said.
    const isFine = some([is(given(inputs, "logGroupClass"), "DELIVERY"), suffices(days, minimumDays)]);
    if (isFine === true) return [];
    if (isFine === UNKNOWN) return [{ notEvaluated: RETENTION }];
    const rule = minimumDays === 1 ? "a number of days" : `at least ${minimumDays} days`;
    const got = days === 0 ? "0, which is for ever" : shown(days ?? undefined);
    const remedy = "set one of the numbers CloudWatch Logs takes: 30, 90, 365…";
    return [{ problem: { property: RETENTION, rule, got, remedy } }];
  },
});

function suffices(days: Value, minimum: number): Truth {
  return days === UNKNOWN ? UNKNOWN : typeof days === "number" && days >= minimum;
}
