/** No log group comes into being by itself: one that does keeps what it holds for ever. */
import { serviceLogGroups, textOf, type Parts, type ServiceLogGroup } from "../aws/service-log-groups";
import { stackRule, type Finding, type StackResource } from "../rule";
import { some, UNKNOWN, type Truth } from "../value";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

export const implicitLogGroup = stackRule({
  id: "implicit-log-group",
  description: "The log group of what logs is declared in the stack.",
  reason:
    "Where the log group is missing AWS makes it with the first line: it never expires, carries no tags and is left, and paid for, when the stack is gone.",
  remedy: "Declare the log group by its name with retentionInDays, and have what logs depend on it.",
  level: "advisory",
  severity: "low",
  settings: {},
  checkStack: (resources) => {
    const groups = resources.filter(({ type }) => type === LOG_GROUP);
    return resources.flatMap((resource) =>
      (serviceLogGroups[resource.type]?.(resource.inputs) ?? []).flatMap((wanted) =>
        findings(resource, wanted, groups).map((finding) => ({ ...finding, urn: resource.urn })),
      ),
    );
  },
});

function findings(
  resource: StackResource,
  wanted: ServiceLogGroup,
  groups: readonly StackResource[],
): readonly Finding[] {
  const isDeclared = some(groups.map((group) => isOne(group, wanted, resource)));
  if (isDeclared === true) return [];
  const { property, name } = wanted;
  if (isDeclared === UNKNOWN || name.every((part) => part === UNKNOWN)) return [{ notEvaluated: property }];
  const shown = name.map((part) => (part === UNKNOWN ? "<not known yet>" : part)).join("");
  const rule = "beside a log group of this stack that is written to";
  const got = `none named ${shown}, which AWS then makes for ever`;
  const remedy = "declare a LogGroup of that name with retentionInDays";
  return [{ problem: { property, rule, got, remedy } }];
}

/** By its name; where a preview does not know that, by whose outputs are in it. */
function isOne(group: StackResource, { name, inputs }: ServiceLogGroup, resource: StackResource): Truth {
  const given = group.inputs["name"];
  const sources = inputs.flatMap((input) => resource.propertyDependencies[input] ?? []);
  if (sources.includes(group.urn)) return true;
  if (typeof given === "string") return matches(given, name);
  if (given !== UNKNOWN) return false; // the rest of such a name is random
  const within = group.propertyDependencies["name"] ?? [];
  return within.includes(resource.urn) || within.some((urn) => sources.includes(urn)) || UNKNOWN;
}

/** Whether the name of a group, at most 512 characters, may turn out to be this. */
function matches(given: string, name: Parts): Truth {
  const text = textOf(name);
  if (text !== undefined || given.length > 512) return given === text;
  const pattern = name.map((part) => (part === UNKNOWN ? ".*" : part.replace(/[^\w/-]/g, "\\$&"))).join("");
  return new RegExp(`^${pattern}$`, "s").test(given) ? UNKNOWN : false;
}
