/** Stays with what runs until Ctrl-C, or until it has ended by itself. */
import type { PlanesFolder } from "../../local/planes/folder";
import { lives } from "../../local/planes/supervisor/state";
import type { Session } from "../command";
import { Failure } from "../exit";
import { followLogs, planeLogs } from "./logs";
import type { Planes } from "./planes-of";

const LOOK_MS = 1_000;

/** @throws Failure when it has ended by itself */
export async function stayWith(
  { output, signal }: Session,
  folder: PlanesFolder,
  planes: Planes,
): Promise<void> {
  const gone = new AbortController();
  const looking = setInterval(() => {
    void lives(planes.state).then((alive) => {
      if (!alive) gone.abort();
    });
  }, LOOK_MS);
  try {
    await followLogs(output, AbortSignal.any([signal, gone.signal]), () => planeLogs(folder.logs));
  } finally {
    clearInterval(looking);
  }
  if (gone.signal.aborted) throw new Failure("what ran has ended; multistage local up starts it again");
  await planes.end();
}
