import assert from "node:assert/strict";
import { localSearch } from "../../../cli/repair/local-search";
import type { Search } from "../../../cli/repair/search";
import { MOTO_TIMEOUT } from "../../helpers/moto";
import { emulatedStack } from "../../local/mirror/emulated-stack";

describe("what a repair deletes from the local AWS", function () {
  this.timeout(MOTO_TIMEOUT);
  const stack = emulatedStack();
  const search = (emulator: string): Search =>
    localSearch({ MULTISTAGE_LOCAL_STORE: stack.store().path, MULTISTAGE_LOCAL_EMULATOR: emulator })!;

  it("stays where it is when the emulator does not answer, which is said", async () => {
    await stack.up();
    const before = stack.objects();
    const asked = search("http://127.0.0.1:9");
    await assert.rejects(async () => asked.remove(await asked.objects()), {
      name: "Error",
      message: "EmulatorUnreachable: the emulator does not answer (ECONNREFUSED); start it again",
    });
    assert.deepEqual(stack.objects(), before);
  });

  it("is gone from the emulator too, in whatever order it hangs together", async () => {
    await stack.up();
    const mirrored = stack.objects().filter(({ type }) => stack.emulator().has(type));
    assert.ok(mirrored.length > 20);
    const asked = search(stack.moto.endpoint);
    await asked.remove(await asked.objects());
    assert.deepEqual(stack.objects(), []);
    for (const object of mirrored) assert.equal(await stack.emulator().read(object), undefined, object.id);
  });
});
