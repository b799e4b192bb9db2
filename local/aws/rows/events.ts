/** Amazon EventBridge: rules and what they set off. */
import type { Values } from "../../../wire/values";
import { arn, page, text, type Row } from "./row";

const RULE = "aws:cloudwatch/eventRule:EventRule";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";

function bus(values: Values): string {
  return text(values, "eventBusName") || "default";
}

/** What stands before a name that is not on the default bus. */
function prefix(values: Values, separator: string): string {
  return bus(values) === "default" ? "" : `${bus(values)}${separator}`;
}

const rule: Row = {
  type: RULE,
  source: page("0cdab4ae09a963535e03dde0bff4784afe8e3517", "internal/service/events/rule.go"),
  id: ({ inputs }) => prefix(inputs, "/") + text(inputs, "name"),
  idLine: 170,
  autoName: "name",
  replaceOn: { eventBusName: 69, name: 105, namePrefix: 113 },
  update: "whole",
  updateLine: 258,
  refuses: ({ inputs }) =>
    inputs["eventPattern"] === undefined && inputs["scheduleExpression"] === undefined
      ? "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified."
      : undefined,
  keeps: ({ properties }, held) => {
    const { name, region } = properties;
    const used = held(TARGET).some(
      ({ properties: target }) =>
        target["rule"] === name && target["region"] === region && bus(target) === bus(properties),
    );
    return used ? "ValidationException: Rule can't be deleted since it has targets." : undefined;
  },
  computed: ({ inputs, place }) => ({
    arn: arn(place, "events", `rule/${prefix(inputs, "/")}${text(inputs, "name")}`),
    eventBusName: inputs["eventBusName"] ?? "default",
    forceDestroy: inputs["forceDestroy"] ?? false,
    state: inputs["state"] ?? (inputs["isEnabled"] === false ? "DISABLED" : "ENABLED"),
  }),
};

const target: Row = {
  type: TARGET,
  source: page("0762c41e2027fcd3cb8340d3e6886c6975fc0a59", "internal/service/events/target.go"),
  id: ({ inputs }) => `${prefix(inputs, "-")}${text(inputs, "rule")}-${text(inputs, "targetId")}`,
  idLine: 524,
  autoName: "targetId",
  replaceOn: { eventBusName: 254, rule: 417, targetId: 487 },
  update: "whole",
  updateLine: 41,
  refuses: ({ inputs, place, held }) => {
    const [name, busName] = [text(inputs, "rule"), bus(inputs)];
    const found = held(RULE).some(
      ({ properties }) =>
        properties["name"] === name && properties["region"] === place.region && bus(properties) === busName,
    );
    if (found) return undefined;
    return `ResourceNotFoundException: Rule ${name} does not exist on EventBus ${busName}.`;
  },
  computed: ({ inputs }) => ({
    eventBusName: inputs["eventBusName"] ?? "default",
    forceDestroy: inputs["forceDestroy"] ?? false,
  }),
};

export const events = [rule, target];
