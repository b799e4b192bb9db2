/** The local AWS seen from outside: what it holds, each object with the identifier a state knows it by. */
import { rows } from "./rows";
import type { Emulator } from "../mirror/emulator";
import { Beside } from "./provider/beside";
import { keyOf } from "./provider/keys";
import type { Store } from "./store/store";
import { toJson, type Json, type Values } from "../../wire/values";

/** An object of the local AWS. */
export interface InventoryObject {
  readonly type: string;
  readonly id: string;
  /** Its key in the store. */
  readonly key: string;
  /** As the engine writes values; nothing is marked as secret. */
  readonly properties: Readonly<Record<string, Json>>;
}

/** What a state says of a resource, as far as it tells one object from another. */
export interface KnownResource {
  readonly type: string;
  readonly id?: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Looks into a store; what is removed here is gone without the engine being asked. */
export class Inventory {
  /** What it looks into, for people. */
  readonly where = "the local AWS";

  constructor(private readonly store: Store) {}

  /** Everything there is, in the order in which it was made. */
  objects(): InventoryObject[] {
    return this.store.list().map(({ type, key, properties }) => {
      const prefix = keyPrefix(type, properties);
      const json = toJson(properties) as Record<string, Json>;
      return { type, key, id: key.slice(prefix.length), properties: json };
    });
  }

  /**
   * Whether a state may mean this object. In doubt it does: what the state keeps secret about where the object
   * belongs cannot be compared.
   */
  isOf({ type, id, properties }: KnownResource, object: InventoryObject): boolean {
    if (type !== object.type || id !== object.id) return false;
    const owners = ["region", ...(rows.get(type)?.within ?? [])];
    return owners.every((name) => {
      const [known, held] = [properties[name], object.properties[name]];
      return typeof known !== "string" || held === undefined || known === held;
    });
  }

  /**
   * Takes objects out of the local AWS, those made last first.
   *
   * @param emulator - which has them too, where one is beside it
   * @throws AwsError where that does not answer or refuses one: those made before it are still there
   */
  async remove(objects: readonly InventoryObject[], emulator?: Emulator): Promise<void> {
    const beside = new Beside(this.store, emulator);
    for (const object of objects.toReversed()) await beside.remove(object);
  }
}

/** What stands before the identifier in the key of an object. */
function keyPrefix(type: string, properties: Values): string {
  const row = rows.get(type);
  const { region } = properties;
  return row === undefined ? "" : keyOf(row, "", properties, typeof region === "string" ? region : undefined);
}
