/** What names and tags of a stack are derived from, out of its settings; nothing is run. */
import { stageNameProblems } from "../../components/access/resolve";
import { stageDomain, zoneProblems } from "../../naming/dns";
import { identityProblems, type Ownership } from "../../naming/identity";
import { serviceNameProblems } from "../../naming/service-names";
import { Refusal, shown, type Problem } from "../../refusal/refusal";
import { projectName, stackSettings } from "../../settings/committed-settings";
import { isObject } from "../../settings/merge";
import { KINDS, type Kind, type Option } from "./parts";

/** A service as its entry says. */
export interface ServiceEntry {
  readonly name: string;
  readonly kind: Kind;
  /** Which of what is optional it has. */
  readonly options: readonly Option[];
}

export interface NamingSettings {
  readonly project: string;
  readonly stage: string;
  /** Undefined while owner or cost center is not set. */
  readonly ownership: Ownership | undefined;
  /** The domain of the stage's private names. */
  readonly zone: string | undefined;
  readonly region: string | undefined;
  readonly services: readonly ServiceEntry[];
}

type Config = Readonly<Record<string, unknown>>;

/**
 * The settings of a stack, as far as names go by them.
 *
 * @throws Refusal when the project has none for it, they cannot be read, or a name in them is not valid
 */
export function namingSettings(folder: string, stack: string): NamingSettings {
  const config = stackSettings(folder, stack);
  const project = text(config["multistage:project"]) ?? projectName(folder);
  const stage = text(config["multistage:stage"]) ?? stack;
  const given = config["multistage:services"] ?? [];
  if (!Array.isArray(given))
    throw new Refusal({ property: "services", rule: "a list", got: shown(given), remedy: "change it" });
  const entries: readonly unknown[] = given;
  const names = entries.map((entry) => text(object(entry)["name"]));
  const zone = text(object(config["multistage:network"])["privateZoneName"]);
  const problems = [
    ...identityProblems({ project, stage }),
    ...stageNameProblems(stage, "stage"),
    ...zoneProblems(zone, "network.privateZoneName"),
    ...entries.flatMap((entry, index) => [
      ...entryProblems(entry, `services[${index}]`),
      ...serviceNameProblems(names, index),
    ]),
  ];
  if (problems.length > 0) throw new Refusal(...problems);
  return {
    project,
    stage,
    ownership: ownershipOf(config),
    zone: zone === undefined ? undefined : stageDomain(stage, zone),
    region: text(config["aws:region"]),
    services: entries.map((entry) => entryOf(object(entry))),
  };
}

function ownershipOf(config: Config): Ownership | undefined {
  const owner = text(config["multistage:owner"]);
  const costCenter = text(config["multistage:costCenter"]);
  if (owner === undefined || costCenter === undefined) return undefined;
  const tags = Object.entries(object(config["multistage:tags"])).map(
    ([key, value]) => [key, String(value)] as const,
  );
  return { owner, costCenter, ...(tags.length === 0 ? {} : { tags: Object.fromEntries(tags) }) };
}

function entryProblems(entry: unknown, path: string): Problem[] {
  const { name, kind } = object(entry);
  const nameProblems = identityProblems({ project: "a", stage: "a", service: text(name) ?? "" }).map(
    (problem) => ({ ...problem, property: `${path}.name`, got: shown(name) }),
  );
  const known = KINDS.some((one) => one === kind);
  const rule = `one of ${KINDS.join(", ")}`;
  const kindProblem = { property: `${path}.kind`, rule, got: shown(kind), remedy: "change it" };
  return known ? nameProblems : [...nameProblems, kindProblem];
}

function entryOf({ name, kind, inVpc, alarms }: Config): ServiceEntry {
  const options: Option[] = [];
  if (inVpc === true) options.push("inVpc");
  if (alarms !== undefined) options.push("alarms");
  return { name: String(name), kind: kind as Kind, options };
}

function object(value: unknown): Config {
  return isObject(value) ? value : {};
}

/** A number that is not quoted is a text for Pulumi, too. */
function text(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}
