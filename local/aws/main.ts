/**
 * The local AWS as a provider plugin: prints its port, as plugins do, and ends when the engine does. Where its store
 * stands and which faults it has comes from the environment.
 */
import { cacheFolder } from "../engine/cache-folder";
import type { Emulator } from "../mirror/emulator";
import { EMULATOR_VARIABLE } from "../mirror/variable";
import { serve } from "./provider/grpc";
import { LocalAws } from "./provider/local-aws";
import { readFaults } from "./read-faults";
import { rows } from "./rows";
import { Store, STORE_VARIABLE } from "./store/store";
import { typeTable } from "./types/type-table";

async function main(): Promise<void> {
  const path = process.env[STORE_VARIABLE] ?? "";
  if (path === "") throw new Error(`${STORE_VARIABLE}: must be given, got nothing; run multistage local env`);
  const faults = readFaults(process.env);
  const table = typeTable(cacheFolder(process.env));
  const aws = new LocalAws({
    table,
    rows,
    store: new Store(path),
    faults,
    emulator: await emulatorOf(process.env),
  });
  const { port } = await serve(aws, table.sdk);
  process.stdout.write(`${port}\n`);
  process.stdin.on("end", () => process.exit(0)).resume();
}

/** The emulator the environment names; the SDK's clients are loaded only for it. */
async function emulatorOf(env: NodeJS.ProcessEnv): Promise<Emulator | undefined> {
  const endpoint = env[EMULATOR_VARIABLE] ?? "";
  if (endpoint === "") return undefined;
  const { Emulator } = await import("../mirror/emulator");
  return new Emulator(endpoint);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
