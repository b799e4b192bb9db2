/** Rules as the store has them, in our shapes: patterns and schedules parsed once, what is none of them said once. */
import type { Target as StoredTarget } from "@aws-sdk/client-eventbridge";
import { eventPattern, type EventPattern } from "./pattern/pattern";
import type { Rule, Target, TargetInput } from "./rule";
import { schedule, type Schedule } from "./schedule/schedule";
import type { StoredRules } from "./store";

const RETRIES = { attempts: 185, ageSeconds: 86_400 };

export class RulesRead {
  private patterns = new Map<string, EventPattern | undefined>();
  private schedules = new Map<string, Schedule | undefined>();

  constructor(private readonly say: (line: string) => void) {}

  read(stored: readonly StoredRules[]): Rule[] {
    const before = { patterns: this.patterns, schedules: this.schedules };
    this.patterns = new Map();
    this.schedules = new Map();
    return stored.map(({ rule, targets }) => {
      const { Arn = "", Name = "", EventBusName = "default", EventPattern: text, ScheduleExpression } = rule;
      const parsed = <T>(
        all: "patterns" | "schedules",
        given: string | undefined,
        parse: (given: string) => T,
      ) => {
        if (given === undefined) return undefined;
        // The same rule with the same text is the same thing as before.
        const key = `${Arn} ${given}`;
        const known = before[all] as Map<string, T | undefined>;
        const value = known.has(key) ? known.get(key) : this.parsed(Name, () => parse(given));
        (this[all] as Map<string, T | undefined>).set(key, value);
        return value;
      };
      return {
        arn: Arn,
        name: Name,
        bus: EventBusName,
        matches: parsed("patterns", text, eventPattern),
        schedule: parsed("schedules", ScheduleExpression, schedule),
        targets: targets.map(readTarget),
      };
    });
  }

  private parsed<T>(rule: string, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.say(`the rule ${rule} sets nothing off: ${why}`);
      return undefined;
    }
  }
}

function readTarget(target: StoredTarget): Target {
  const { Id = "", Arn = "", RoleArn, RetryPolicy, DeadLetterConfig, SqsParameters } = target;
  return {
    id: Id,
    arn: Arn,
    input: inputOf(target),
    maximumRetryAttempts: RetryPolicy?.MaximumRetryAttempts ?? RETRIES.attempts,
    maximumEventAgeSeconds: RetryPolicy?.MaximumEventAgeInSeconds ?? RETRIES.ageSeconds,
    ...(RoleArn === undefined ? {} : { roleArn: RoleArn }),
    ...(DeadLetterConfig?.Arn === undefined ? {} : { deadLetterArn: DeadLetterConfig.Arn }),
    ...(SqsParameters?.MessageGroupId === undefined ? {} : { messageGroupId: SqsParameters.MessageGroupId }),
  };
}

function inputOf({ Input, InputPath, InputTransformer }: StoredTarget): TargetInput {
  if (Input !== undefined) return { kind: "constant", text: Input };
  if (InputPath !== undefined) return { kind: "path", path: InputPath };
  if (InputTransformer === undefined) return { kind: "event" };
  const { InputPathsMap = {}, InputTemplate = "" } = InputTransformer;
  return { kind: "transformer", paths: InputPathsMap, template: InputTemplate };
}
