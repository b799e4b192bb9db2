/** Where functions' code lies unpacked: once for each content, whoever asks first. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { unpack } from "./unpack";

export class CodeFolders {
  private readonly unpacking = new Map<string, Promise<string>>();

  /** @param folder - may not exist yet; what lies in it can always be made again */
  constructor(private readonly folder: string) {}

  /**
   * The folder of that code.
   *
   * @throws Refusal when the zip is none that can be unpacked here
   */
  at(codeSha256: string, zip: () => Promise<Buffer>): Promise<string> {
    const name = Buffer.from(codeSha256, "base64").toString("hex");
    const known = this.unpacking.get(name);
    if (known !== undefined) return known;
    const unpacking = this.unpacked(join(this.folder, name), zip);
    this.unpacking.set(name, unpacking);
    unpacking.catch(() => this.unpacking.delete(name));
    return unpacking;
  }

  private async unpacked(folder: string, zip: () => Promise<Buffer>): Promise<string> {
    if (existsSync(folder)) return folder;
    // Put there whole, so that a killed runner leaves nothing half unpacked under the name.
    const part = `${folder}.${randomUUID()}`;
    await unpack(await zip(), part);
    try {
      await rename(part, folder);
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
    return folder;
  }
}
