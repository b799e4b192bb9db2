/**
 * Where functions' code lies unpacked: once for each content, whoever asks first, for as long as a version or an
 * environment has it.
 */
import { randomUUID } from "node:crypto";
import { renameSync, rmSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { unpack } from "./unpack";

/** Code that stays until it is given back. */
export interface HeldCode {
  readonly folder: string;
  give(): Promise<void>;
}

interface Kept {
  readonly unpacking: Promise<string>;
  holders: number;
}

export class CodeFolders {
  private readonly kept = new Map<string, Kept>();

  /**
   * @param folder - of its own; what a killed runner has left in it is removed
   * @param isUsed - whether a version has that code
   */
  constructor(
    private readonly folder: string,
    private readonly isUsed: (codeSha256: string) => boolean,
  ) {
    rmSync(folder, { recursive: true, force: true });
  }

  /**
   * The folder of that code.
   *
   * @throws Refusal when the zip is none that can be unpacked here
   */
  async take(codeSha256: string, zip: () => Promise<Buffer>): Promise<HeldCode> {
    const kept = this.kept.get(codeSha256) ?? { unpacking: this.unpacked(codeSha256, zip), holders: 0 };
    this.kept.set(codeSha256, kept);
    kept.holders++;
    try {
      const folder = await kept.unpacking;
      const give = (): Promise<void> => {
        kept.holders--;
        return this.sweep();
      };
      return { folder, give };
    } catch (error) {
      if (this.kept.get(codeSha256) === kept) this.kept.delete(codeSha256);
      throw error;
    }
  }

  /** Removes what neither a version nor an environment has. */
  async sweep(): Promise<void> {
    const idle = [...this.kept].filter(([code, { holders }]) => holders === 0 && !this.isUsed(code));
    const going = idle.map(([code]) => {
      this.kept.delete(code);
      return this.outOfTheWay(this.folderOf(code));
    });
    // What cannot be removed now goes with all of it.
    await Promise.allSettled(going.map((folder) => rm(folder, { recursive: true, force: true })));
  }

  /** Removes all of it. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.kept.values()].map(({ unpacking }) => unpacking));
    this.kept.clear();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async unpacked(codeSha256: string, zip: () => Promise<Buffer>): Promise<string> {
    const folder = this.folderOf(codeSha256);
    // Put there whole, so that nothing half unpacked is under the name.
    const part = `${folder}.${randomUUID()}`;
    await unpack(await zip(), part);
    await rename(part, folder);
    return folder;
  }

  /** At once: whoever asks for that code again finds its place free. */
  private outOfTheWay(folder: string): string {
    const away = `${folder}.${randomUUID()}`;
    try {
      renameSync(folder, away);
    } catch {
      // Somebody has removed it.
    }
    return away;
  }

  private folderOf(codeSha256: string): string {
    return join(this.folder, Buffer.from(codeSha256, "base64").toString("hex"));
  }
}
