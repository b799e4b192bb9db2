/** A lock as the engine writes it into the file that is the lock. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import type { Holder } from "../../processes/holder";

const holder = z.object({
  pid: z.number(),
  username: z.string(),
  hostname: z.string(),
  timestamp: z.string(),
});

/** A lock; of one whose file is torn nobody knows who holds it. */
export interface Lock {
  readonly file: string;
  readonly holder: Holder | undefined;
}

export function readLock(file: string): Lock {
  try {
    return { file, holder: holder.parse(JSON.parse(readFileSync(file, "utf8"))) };
  } catch {
    return { file, holder: undefined };
  }
}
