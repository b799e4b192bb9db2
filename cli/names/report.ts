/** Every name an identity gives, and those the services of a stack get. Pure. */
import { stageNameProblems } from "../../components/access/resolve";
import { SIDES } from "../../naming/dns";
import { COLOURS, identityProblems, type Identity, type Ownership } from "../../naming/identity";
import { stagePrefix, type ResourceIdentity } from "../../naming/names";
import { servicePath } from "../../naming/parameters";
import { sharedTags, tags } from "../../naming/tags";
import { Refusal } from "../../refusal/refusal";
import { named, namedByEveryType, type NamedRow } from "./named";
import { KINDS, PARAMETERS, PARTS, type Kind, type Option, type Part } from "./parts";
import type { ServiceEntry } from "./settings";

/** What a stage knows of itself; what it does not is left open in the names. */
export interface Surroundings {
  readonly ownership: Ownership | undefined;
  readonly zone: string | undefined;
  readonly region: string | undefined;
}

/** What one identity, or one service, is called. */
export interface Block {
  /** For people. */
  readonly title: string;
  readonly identity: Identity;
  readonly names: readonly NamedRow[];
  readonly tags: Readonly<Record<string, string>>;
  /** In the SSM Parameter Store; of a service that is only thought of, all below its path. */
  readonly parameters: readonly string[];
  /** Private names. */
  readonly dns: readonly string[];
}

export interface NamesReport {
  /** What every name of the stage begins with, behind what its type puts before it. */
  readonly prefix: string;
  readonly blocks: readonly Block[];
}

/**
 * The names of an identity: with a role, of every type; of a service without one, what it has if it is of one kind or
 * of the other; of a stage, its prefix and tags.
 *
 * @throws Refusal when a part of it is not valid
 */
export function namesOfIdentity(identity: Identity, around: Surroundings): NamesReport {
  const problems = [...identityProblems(identity), ...stageNameProblems(identity.stage, "stage")];
  if (problems.length > 0) throw new Refusal(...problems);
  const { role, service } = identity;
  if (role !== undefined) return report(identity, [ofResource({ ...identity, role }, around)]);
  if (service === undefined) return report(identity, [ofStage(identity, around)]);
  const whole: readonly Option[] = ["inVpc", "alarms"];
  const blocks = KINDS.map((kind) => ofService({ ...identity, service }, kind, whole, around));
  return report(identity, blocks);
}

/**
 * The names of every service of a stack.
 *
 * @throws Refusal when project, stage or a service is not valid
 */
export function namesOfServices(
  stage: Pick<Identity, "project" | "stage">,
  services: readonly ServiceEntry[],
  around: Surroundings,
): NamesReport {
  const { project } = stage;
  const blocks = services.map(({ name, kind, options }) =>
    ofService({ project, stage: stage.stage, service: name }, kind, options, around),
  );
  return report(stage, blocks);
}

function report(stage: Pick<Identity, "project" | "stage">, blocks: readonly Block[]): NamesReport {
  return { prefix: stagePrefix(stage), blocks };
}

function ofResource(identity: ResourceIdentity, around: Surroundings): Block {
  const { service } = identity;
  return {
    title: "of every type",
    identity,
    names: namedByEveryType(identity, service ?? "<component>", around.region),
    tags: ownTags(tags(identity, around.ownership ?? NOBODY), around),
    ...(service === undefined ? NOTHING : withPath({ ...identity, service }, [[]], around)),
  };
}

function ofStage(identity: Identity, around: Surroundings): Block {
  return { title: "", identity, names: [], tags: tagsOfAll(identity, around), ...NOTHING };
}

function ofService(
  identity: Identity & { service: string },
  kind: Kind,
  options: readonly Option[],
  around: Surroundings,
): Block {
  const parts = PARTS[kind].filter((part) => part.with === undefined || options.includes(part.with));
  const parameters = [...PARAMETERS.declared, ...PARAMETERS.released];
  return {
    title: `${identity.service} (${kind})`,
    identity,
    names: parts.flatMap((part) => ofPart(part, identity, around)),
    tags: tagsOfAll(identity, around),
    ...(kind === "blueGreen" ? withPath(identity, parameters, around) : NOTHING),
  };
}

function ofPart(part: Part, identity: Identity & { service: string }, { region }: Surroundings): NamedRow[] {
  return (part.perColour === true ? COLOURS : [undefined]).flatMap((colour) => {
    const own = { ...identity, role: part.role, ...(colour === undefined ? {} : { colour }) };
    return part.types.map((type) => named(type, own, identity.service, region));
  });
}

const NOTHING = { parameters: [], dns: [] } as const;

/** What stands below the service's path, and its private names. */
function withPath(
  identity: Identity & { service: string },
  below: readonly (readonly string[])[],
  { zone = "<zone>" }: Surroundings,
): Pick<Block, "parameters" | "dns"> {
  const dns = [...Object.values(SIDES), "<instance id>"].map(
    (first) => `${first}.${identity.service}.${zone}`,
  );
  return { parameters: below.map((rest) => servicePath(identity, ...rest)), dns };
}

/** Those that every resource of it has, whatever its role. */
function tagsOfAll(identity: Identity, around: Surroundings): Record<string, string> {
  return ownTags(sharedTags(identity, around.ownership ?? NOBODY), around);
}

/** Without those whose values nobody has said yet. */
function ownTags(all: Readonly<Record<string, string>>, { ownership }: Surroundings): Record<string, string> {
  const known = Object.entries(all).filter(([key]) => ownership !== undefined || !OF_OWNERSHIP.includes(key));
  return Object.fromEntries(known);
}

const OF_OWNERSHIP = ["Owner", "CostCenter"];
const NOBODY: Ownership = { owner: "nobody", costCenter: "nobody" };
