/** What a stack has in the local AWS, as the emulator and the planes take it. */
import { fromJson, type Values } from "../../wire/values";
import { Inventory } from "../aws/inventory";
import { Store } from "../aws/store/store";
import type { Mirrorable } from "../mirror/emulator";

export class StackObjects {
  private readonly inventory: Inventory;

  /** @param file - the local AWS's store; others may write it */
  constructor(file: string) {
    this.inventory = new Inventory(new Store(file));
  }

  /** Everything there is now, in the order in which it was made. */
  list(): Mirrorable[] {
    return this.inventory.objects().map(({ type, id, properties }) => ({
      type,
      id,
      properties: fromJson(properties as never) as Values,
    }));
  }
}
