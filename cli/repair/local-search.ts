/** The local AWS as a place that can be searched. */
import { Inventory, type InventoryObject } from "../../local/aws/inventory";
import { AwsError } from "../../local/aws/provider/errors";
import { Store, STORE_VARIABLE } from "../../local/aws/store/store";
import { Emulator } from "../../local/mirror/emulator";
import { EMULATOR_VARIABLE } from "../../local/mirror/variable";
import { Failure } from "../exit";
import type { Search } from "./search";

/**
 * The search of the local AWS the environment names; undefined where it names none. What is removed there is removed
 * from the emulator too that the environment names.
 */
export function localSearch(env: NodeJS.ProcessEnv): Search | undefined {
  const { [STORE_VARIABLE]: path = "", [EMULATOR_VARIABLE]: endpoint = "" } = env;
  if (path === "") return undefined;
  const emulator = endpoint === "" ? undefined : new Emulator(endpoint);
  const inventory = new Inventory(new Store(path));
  return {
    where: inventory.where,
    objects: () => Promise.resolve(inventory.objects()),
    isOf: ({ type, id, inputs, outputs }, found) =>
      inventory.isOf({ type, id, properties: { ...inputs, ...outputs } }, found as InventoryObject),
    remove: async (found) => {
      try {
        await inventory.remove(found as InventoryObject[], emulator);
      } catch (error) {
        throw error instanceof AwsError ? new Failure(error.message) : error;
      }
    },
  };
}
