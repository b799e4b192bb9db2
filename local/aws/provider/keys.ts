/** How the store names an object, and how an import does. Pure. */
import type { Row } from "../rows/row";
import { plain } from "../../../wire/secrets";
import type { Values } from "../../../wire/values";

/** The key of an object in the store: its identifier, after what that is unique within, its region first. */
export function keyOf({ within = [] }: Row, id: string, values: Values, region: string | undefined): string {
  const owners = within.flatMap((name) => plain(values[name] ?? null) ?? []);
  return [...(region === undefined ? [] : [region]), ...owners.map(String), id].join("/");
}

/** An id as an import gives it: `<owner>[:<second owner>]/<id>` where the id is not unique by itself. */
export function importedId({ within = [] }: Row, given: string): { id: string; owners: Values } {
  const slash = within.length === 0 ? -1 : given.indexOf("/");
  const parts = given.slice(0, Math.max(slash, 0)).split(":");
  const owners = within.flatMap((name, index) => {
    const owner = parts[index] ?? "";
    return owner === "" ? [] : [[name, owner] as const];
  });
  return { id: given.slice(slash + 1), owners: Object.fromEntries(owners) };
}
