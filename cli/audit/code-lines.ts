/** Which line of the program declares each resource of an export, as far as the state tells. Pure. */
import { ZodError } from "zod";
import type { Exported } from "../../policy/audit/exported";
import type { FilePlace } from "../../policy/output/sarif";
import { recorded, type Resource } from "../rehearsal/exported";
import { parentsOf, pluginsOf } from "../whose/around";
import { codeOf } from "../whose/code-line";

/** By URN; `otherwise` where the state tells no line. */
export function codeLines(
  exported: readonly Exported[],
  otherwise: FilePlace | undefined,
): ReadonlyMap<string, FilePlace> {
  const resources = traced(exported);
  const byUrn = new Map(resources.filter((one) => !one.delete).map((one) => [one.urn, one]));
  const plugins = pluginsOf(resources);
  return new Map(
    exported.flatMap(({ urn }) => {
      const resource = byUrn.get(urn);
      const code = resource && codeOf(resource, parentsOf(resource, byUrn), plugins);
      const place = code?.lines[0] ?? otherwise;
      return place === undefined ? [] : [[urn, place]];
    }),
  );
}

/** None where the traces are not as the engine writes them: an audit needs none. */
function traced(resources: readonly Exported[]): readonly Resource[] {
  try {
    return recorded({ deployment: { resources } });
  } catch (error) {
    if (error instanceof ZodError) return [];
    throw error;
  }
}
