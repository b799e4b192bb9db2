/** Where a finding is: at a resource, or in a file. Pure. */
import { isUrn, logicalName, stackAndProject, typeOf } from "../../wire/urn";
import type { Report } from "../report";

/**
 * How people call each place there is: a resource by its type, name and stack, as long as no other is called so, else
 * by its URN; a file by its name.
 */
export function titles(reports: readonly Report[]): ReadonlyMap<string, string> {
  const places = [...new Set(reports.map(({ urn }) => urn))];
  const short = places.map((place) => (isUrn(place) ? titleOf(place) : place));
  const seen = new Map<string, number>();
  for (const title of short) seen.set(title, (seen.get(title) ?? 0) + 1);
  return new Map(
    places.map((place, index) => {
      const title = short[index] ?? place;
      return [place, seen.get(title) === 1 ? title : place];
    }),
  );
}

export function titleOf(urn: string): string {
  const { stack, project } = stackAndProject(urn);
  return `${typeOf(urn)} ${logicalName(urn)}, ${stack} of ${project}`;
}

/** `policies/web.json:3:15`, as terminals and editors open it, as far as the place is known. */
export function pointed({ line, column }: Pick<Report, "line" | "column">, title: string): string {
  return [title, line, line === undefined ? undefined : column]
    .filter((part) => part !== undefined)
    .join(":");
}
