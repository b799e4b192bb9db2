/** The local AWS as a place that can be searched. */
import { Inventory, type InventoryObject } from "../../local/aws/inventory";
import { Store, STORE_VARIABLE } from "../../local/aws/store/store";
import type { Search } from "./search";

/** The search of the local AWS the environment names; undefined where it names none. */
export function localSearch(env: NodeJS.ProcessEnv): Search | undefined {
  const path = env[STORE_VARIABLE] ?? "";
  if (path === "") return undefined;
  const inventory = new Inventory(new Store(path));
  return {
    where: inventory.where,
    objects: () => Promise.resolve(inventory.objects()),
    isOf: ({ type, id, inputs, outputs }, found) =>
      inventory.isOf({ type, id, properties: { ...inputs, ...outputs } }, found as InventoryObject),
    remove: (found) => {
      inventory.remove(found as InventoryObject[]);
      return Promise.resolve();
    },
  };
}
