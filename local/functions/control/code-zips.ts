/** The zips of functions as they were handed in, kept as files by their content. */
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, rmSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { invalid } from "../invoke-error";
import type { Input } from "./configuration";

/** An object of the store; a given version of it where one is named. */
export type ReadObject = (bucket: string, key: string, version?: string) => Promise<Buffer>;

export interface StoredCode {
  readonly CodeSha256: string;
  readonly CodeSize: number;
}

export class CodeZips {
  /** @param folder - of its own; what a killed plane has left in it is removed */
  constructor(
    private readonly folder: string,
    private readonly readObject: ReadObject,
  ) {
    this.close();
    mkdirSync(folder, { recursive: true });
  }

  /**
   * Keeps the code an API call brings: `ZipFile`, or `S3Bucket`, `S3Key` and `S3ObjectVersion`.
   *
   * @throws LambdaError when it brings none, or the object cannot be read
   */
  async keep(input: Input): Promise<StoredCode> {
    const zip = await this.zipOf(input);
    const sha256 = createHash("sha256").update(zip).digest();
    const path = this.path(sha256.toString("hex"));
    const part = `${path}.${randomUUID()}`;
    await writeFile(part, zip);
    await rename(part, path);
    return { CodeSha256: sha256.toString("base64"), CodeSize: zip.length };
  }

  read(codeSha256: string): Promise<Buffer> {
    return readFile(this.path(Buffer.from(codeSha256, "base64").toString("hex")));
  }

  /** Removes them all. */
  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private path(name: string): string {
    return join(this.folder, `${name}.zip`);
  }

  private async zipOf({ ZipFile, S3Bucket, S3Key, S3ObjectVersion: version }: Input): Promise<Buffer> {
    if (typeof ZipFile === "string") return Buffer.from(ZipFile, "base64");
    if (typeof S3Bucket !== "string" || typeof S3Key !== "string")
      throw invalid(
        "the code must be a ZipFile, or an object by S3Bucket and S3Key (images do not run here)",
      );
    try {
      return await this.readObject(S3Bucket, S3Key, typeof version === "string" ? version : undefined);
    } catch (error) {
      const why = error instanceof Error ? error.name : String(error);
      throw invalid(`Error occurred while GetObject. S3 Error Code: ${why}. s3://${S3Bucket}/${S3Key}`);
    }
  }
}
