/** A stack that the engine makes in the emulator too, for the tests of a `describe`; nothing is left after each. */
import { Inventory } from "../../../local/aws/inventory";
import { Emulator, type Mirrorable } from "../../../local/mirror/emulator";
import { fromJson, type Values } from "../../../wire/values";
import { localStack, type LocalStack } from "../../helpers/local-stack";
import { MOTO_CLIENT, withMoto } from "../../helpers/moto";
import { product, type Changes } from "./product-program";

export function emulatedStack() {
  const moto = withMoto();
  let [emulator, local]: [Emulator?, LocalStack?] = [];
  let program = (): unknown => undefined;
  before(async () => {
    emulator = new Emulator(moto.endpoint);
    local = await localStack(() => Promise.resolve(program()).then(() => undefined), { emulator });
  });
  afterEach(() => local?.forget());
  after(() => local?.close());
  const stack = {
    moto,
    emulator: () => emulator!,
    pulumi: () => local!.stack,
    store: () => local!.store,
    client: () => ({ ...MOTO_CLIENT, endpoint: moto.endpoint }),
    /** What the next run of the engine makes. */
    runs: (next: () => unknown) => {
      program = next;
    },
    up: (changes: Changes = {}) => {
      stack.runs(() => {
        product(changes);
      });
      return local!.stack.up();
    },
    /** All that the local AWS holds. */
    objects: (): Mirrorable[] =>
      new Inventory(local!.store).objects().map((object) => ({
        ...object,
        properties: fromJson(object.properties as never) as Values,
      })),
    /** One of the program's, by type and something in it. */
    one: (type: string, something: string): Mirrorable =>
      stack.objects().find((object) => object.type === type && JSON.stringify(object).includes(something))!,
  };
  return stack;
}
