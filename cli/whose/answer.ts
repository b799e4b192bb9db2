/** What there is to say about a resource that was asked for. Pure. */
import { logicalName, stackAndProject } from "../../wire/urn";
import type { Identity } from "../../naming/identity";
import { identityOf } from "../../naming/tags";
import { z } from "zod";
import { recorded, tagsOf, type ExportedStack, type Resource } from "../rehearsal/exported";
import { parentsOf, pluginsOf } from "./around";
import { codeOf, packageOf, type Code } from "./code-line";
import { matchesOf, WAYS, type Way } from "./matching";

/** One resource, and who made it. */
export interface Answer {
  /** How the text names it. */
  readonly way: Way;
  readonly type: string;
  readonly id: string;
  readonly arn: string | undefined;
  readonly name: string | undefined;
  readonly urn: string;
  readonly project: string;
  readonly stack: string;
  /** What it is part of, the outermost first. */
  readonly components: readonly { readonly name: string; readonly type: string }[];
  /** By its tags, or by what its component was given; undefined where neither says it. */
  readonly identity: Identity | undefined;
  readonly owner: string | undefined;
  readonly costCenter: string | undefined;
  /** Whether its own tags say so. */
  readonly tagged: boolean;
  readonly state: "made" | "read" | "waits to be deleted";
  readonly code: Code;
}

/**
 * Every resource of the states that the text names, the most exact first.
 *
 * @throws ZodError when one is no exported stack
 */
export function answersOf(text: string, states: readonly ExportedStack[]): Answer[] {
  return states
    .flatMap((state) => {
      const resources = recorded(state);
      const byUrn = new Map(resources.filter((one) => !one.delete).map((one) => [one.urn, one]));
      const plugins = pluginsOf(resources);
      const candidates = resources.filter(({ type }) => !type.startsWith("pulumi:"));
      return matchesOf(text, candidates).map(({ resource, way }) =>
        answer(resource, way, parentsOf(resource, byUrn), plugins),
      );
    })
    .sort((a, b) => WAYS.indexOf(a.way) - WAYS.indexOf(b.way));
}

function answer(
  resource: Resource,
  way: Way,
  parents: readonly Resource[],
  plugins: ReadonlySet<string>,
): Answer {
  const { type, id, urn, outputs } = resource;
  const tags = tagsOf(resource);
  const own = identityOf(tags);
  const given = parents.map(givenTo).find(({ identity }) => identity !== undefined);
  return {
    way,
    type,
    id,
    arn: text(outputs["arn"]),
    name: text(outputs["name"]) ?? text(outputs["bucket"]) ?? tags["Name"],
    urn,
    ...stackAndProject(urn),
    components: parents.toReversed().map((one) => ({ name: logicalName(one.urn), type: one.type })),
    identity: own ?? given?.identity,
    owner: own === undefined ? given?.ownership?.owner : tags["Owner"],
    costCenter: own === undefined ? given?.ownership?.costCenter : tags["CostCenter"],
    tagged: own !== undefined,
    state: resource.delete ? "waits to be deleted" : resource.external ? "read" : "made",
    code: codeOf(resource, parents, plugins),
  };
}

/** Whose a component is, as it was given. */
function givenTo({ type, inputs }: Resource): z.infer<typeof whose> {
  return packageOf(type) === "multistage" ? (whose.safeParse(inputs).data ?? {}) : {};
}

const whose = z.object({
  identity: z
    .object({
      project: z.string(),
      stage: z.string(),
      service: z.string().exactOptional(),
    })
    .optional(),
  ownership: z.object({ owner: z.string(), costCenter: z.string() }).optional(),
});

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
