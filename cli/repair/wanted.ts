/** What the next up would make, and what there is already of it. Pure. */
import { logicalName } from "../../wire/urn";
import { canBeAdopted, type Adoption } from "./adopt";
import { derivedNames, filledIn, isAsAsked } from "./as-asked";
import type { Preview } from "./pulumi";
import type { Found } from "./search";
import type { ExportedStack, Recorded } from "./state";

/** Something that was found, and the resource that it turned out to be. */
export interface Match extends Adoption {
  readonly found: Found;
}

/** The one that was made last, of those that are what is wanted. */
export function lastAsAsked(wanted: Recorded, found: readonly Found[], anew = false): Found | undefined {
  return found.findLast((one) => isAsAsked(wanted, one, anew));
}

/** For each resource the next up would make, what is just that; the state has what it hangs on. */
export function wanted(own: ExportedStack, preview: Preview, found: readonly Found[]): Match[] {
  let rest = found;
  return toBeMade(preview).flatMap((resource) => {
    const match = canBeAdopted(own, resource) ? lastAsAsked(resource, rest, true) : undefined;
    if (match === undefined) return [];
    rest = rest.filter((one) => one !== match);
    return [{ found: match, id: match.id, resource: filledIn(resource, match) }];
  });
}

/** The resource whose given name something else has: the next up will be refused by AWS. */
export function inTheWayOf({ type, properties }: Found, preview: Preview): string | undefined {
  const rival = toBeMade(preview).find((resource) => {
    const name = resource.inputs?.["name"];
    const given = name !== undefined && !derivedNames(resource).includes("name");
    return resource.type === type && given && name === properties["name"];
  });
  return rival === undefined ? undefined : logicalName(rival.urn);
}

function toBeMade({ steps }: Preview): Recorded[] {
  const making = steps.filter(({ op }) => ["create", "replace", "create-replacement"].includes(op));
  return making.flatMap(({ newState }) => newState ?? []);
}
