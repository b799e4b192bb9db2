/** Code runs on what is still mended. */
import { buildImages, functionRuntimes } from "../aws/runtimes";
import { given } from "../aws/input";
import { shown } from "../../refusal/refusal";
import { resourceRule, type Finding } from "../rule";
import { wholeNumber } from "../configuration/setting";
import { UNKNOWN, type Value } from "../value";

interface Runtime {
  readonly property: string;
  /** The day it is mended for the last time, as `2027-04-30`. */
  readonly endOf: (name: string) => string | undefined;
}

/** An image may name its day, too: `aws/codebuild/standard:4.0-22.06.30`. */
const IMAGE = /^(aws\/codebuild\/[\w-]+:\d+\.\d+)(-.*)?$/;

const RUNTIMES: Readonly<Record<string, Runtime>> = {
  "aws:codebuild/project:Project": {
    property: "environment.image",
    endOf: (image) => buildImages.get(IMAGE.exec(image)?.[1] ?? ""),
  },
  "aws:lambda/function:Function": { property: "runtime", endOf: (name) => functionRuntimes.get(name) },
};

const MILLISECONDS_A_DAY = 86_400_000;

export const runtimeEndOfLife = resourceRule({
  id: "runtime-end-of-life",
  description: "No function and no build runs on what AWS no longer mends, or soon will not.",
  reason:
    "After its date a runtime gets no security patches; later AWS refuses new functions and then every update of old ones, also the one that mends a fault (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html).",
  remedy: "Move to a newer runtime, and try the code on it first.",
  level: "advisory",
  severity: "medium",
  types: new Set(Object.keys(RUNTIMES)),
  settings: {
    warnDays: wholeNumber(
      "How many days before its end a runtime is reported.",
      { minimum: 0, maximum: 1000 },
      90,
    ),
  },
  check: ({ type, inputs }, { today, settings: { warnDays } }): readonly Finding[] => {
    const runtime = RUNTIMES[type];
    if (runtime === undefined) return [];
    const { property, endOf } = runtime;
    const name: Value = given(inputs, property);
    if (name === UNKNOWN) return [{ notEvaluated: property }];
    const end = typeof name === "string" ? endOf(name) : undefined;
    if (end === undefined || daysBetween(today, end) > warnDays) return [];
    const got = `${shown(name)}, which AWS ${end < today ? "stopped" : "stops"} mending on ${end}`;
    const rule = `one that is mended for more than ${warnDays} days`;
    return [{ problem: { property, rule, got, remedy: "move to a newer one" } }];
  },
});

function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / MILLISECONDS_A_DAY;
}
