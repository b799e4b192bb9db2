/**
 * What a target gets of an event: all of it, a part, a constant, or a template filled in. Pure.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 */
import { eventTime, type EventBridgeEvent } from "./event";
import { jsonPath } from "./json-path";
import type { TargetInput } from "./rule";

export interface InputOf {
  readonly ruleArn: string;
  readonly ruleName: string;
  /** When the bus got the event; milliseconds since 1970. */
  readonly ingested: number;
}

/** The text that is sent, or why nothing can be. */
export type Filled = { readonly text: string } | { readonly misfit: string };

export function filled(input: TargetInput, event: EventBridgeEvent, of: InputOf): Filled {
  switch (input.kind) {
    case "event":
      return { text: JSON.stringify(event) };
    case "constant":
      return { text: input.text };
    case "path": {
      const path = jsonPath(input.path);
      if (path === undefined) return { misfit: `the path ${input.path} is none that EventBridge knows` };
      return { text: JSON.stringify(path(event) ?? null) };
    }
    case "transformer": {
      const text = substituted(input.template, variables(input.paths, event, of));
      return isJson(text) ? { text } : { misfit: `the template gives no JSON: ${text.slice(0, 200)}` };
    }
  }
}

/** What a variable stands for. `verbatim`: put in as it is, also within a text. */
interface Variable {
  readonly value: unknown;
  readonly verbatim?: true;
}

function variables(
  paths: Readonly<Record<string, string>>,
  event: EventBridgeEvent,
  of: InputOf,
): Map<string, Variable> {
  const envelope = Object.fromEntries(Object.entries(event).filter(([name]) => name !== "detail"));
  return new Map<string, Variable>([
    ...Object.entries(paths).map(([name, path]) => [name, { value: jsonPath(path)?.(event) }] as const),
    ["aws.events.rule-arn", { value: of.ruleArn }],
    ["aws.events.rule-name", { value: of.ruleName }],
    ["aws.events.event.ingestion-time", { value: eventTime(of.ingested) }],
    ["aws.events.event", { value: envelope, verbatim: true }],
    ["aws.events.event.json", { value: event, verbatim: true }],
  ]);
}

const PIECE = /<([^<>\s]+)>|"|\\./g;

/**
 * A text stands with its quotation marks for its variable, within quotation marks without; an object loses its own
 * there. What is not in the event is nothing at all.
 */
function substituted(template: string, values: ReadonlyMap<string, Variable>): string {
  let within = false;
  return template.replace(PIECE, (piece, name: string | undefined) => {
    if (piece === '"') within = !within;
    const variable = name === undefined ? undefined : values.get(name);
    if (variable === undefined) return piece;
    const { value, verbatim } = variable;
    if (value === undefined) return "";
    const json = JSON.stringify(value);
    if (!within || verbatim === true) return json;
    return typeof value === "string" ? value : json.replaceAll('"', "");
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
