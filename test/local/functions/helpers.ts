/** A runner for tests: functions from literal files, kept by a source of the test's own. */
import { mkdtempSync, rmSync } from "node:fs";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ZipFile } from "yazl";
import { realClock, type Clock } from "../../../local/clock/clock";
import {
  ASYNC_DEFAULTS,
  type AsyncSettings,
  type FunctionSource,
  type FunctionVersion,
  type Share,
} from "../../../local/functions/function-version";
import type { InvokeResult } from "../../../local/functions/invoke";
import { FunctionRunner, type RunnerOptions } from "../../../local/functions/runner";
import { seeded } from "../../../local/random";
import { standIn } from "../../../local/functions/web-adapter";

/** A file's text, or its bytes with a mode. */
export type Files = Readonly<
  Record<string, string | { readonly text: string | Buffer; readonly mode: number }>
>;

/** A zip of these files. */
export async function zipOf(files: Files): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, file] of Object.entries(files)) {
    const { text, mode } = typeof file === "string" ? { text: file, mode: 0o100644 } : file;
    zip.addBuffer(typeof text === "string" ? Buffer.from(text) : text, path, { mode });
  }
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What a test says of a version; the rest is usual. */
export type Given = Partial<Omit<FunctionVersion, "code">> & { readonly zip: Buffer };

export function versionOf({ zip, ...given }: Given): FunctionVersion {
  const codeSha256 = createHash("sha256").update(zip).digest("base64");
  const { functionName = "guestbook" } = given;
  return {
    functionName,
    version: "$LATEST",
    functionArn: `arn:aws:lambda:eu-central-1:123456789012:function:${functionName}`,
    revision: codeSha256,
    runtime: "nodejs22.x",
    handler: "index.handler",
    memoryMiB: 128,
    timeoutSeconds: 5,
    environment: {},
    codeSha256,
    code: () => Promise.resolve(zip),
    logGroup: `/aws/lambda/${functionName}`,
    logFormat: "Text",
    ...given,
  };
}

/** Functions in memory, changed at will. */
export class Functions implements FunctionSource {
  readonly versions: FunctionVersion[] = [];
  readonly aliases = new Map<string, readonly Share[]>();
  settings: AsyncSettings = ASYNC_DEFAULTS;
  reserved: number | undefined;

  routing(name: string, qualifier: string): readonly Share[] | undefined {
    const known =
      this.version(name, qualifier) === undefined ? undefined : [{ version: qualifier, weight: 1 }];
    return this.aliases.get(qualifier) ?? known;
  }

  version(name: string, version: string): FunctionVersion | undefined {
    return this.versions.find((one) => one.functionName === name && one.version === version);
  }

  usesCode(codeSha256: string): boolean {
    return this.versions.some((one) => one.codeSha256 === codeSha256);
  }

  asyncSettings(): AsyncSettings {
    return this.settings;
  }

  reservedConcurrency(): number | undefined {
    return this.reserved;
  }
}

/** A runner with its functions. */
export interface Stage {
  readonly functions: Functions;
  readonly runner: FunctionRunner;
  readonly folder: string;
  /** Invokes `guestbook`; the payload parsed. */
  readonly call: (event?: unknown, qualifier?: string) => Promise<InvokeResult & { readonly value: unknown }>;
  /** The log of its `$LATEST`. */
  readonly log: () => string[];
  readonly stop: () => Promise<void>;
}

export function stage(given: readonly FunctionVersion[], options: Partial<RunnerOptions> = {}): Stage {
  const functions = new Functions();
  functions.versions.push(...given);
  const folder = mkdtempSync(join(tmpdir(), "multistage-functions-"));
  const clock: Clock = options.clock ?? realClock;
  const runner = new FunctionRunner({
    source: functions,
    clock,
    region: "eu-central-1",
    folder,
    programs: { node: process.execPath, python: "python3", adapter: standIn() },
    random: seeded(7),
    ...options,
  });
  return {
    functions,
    runner,
    folder,
    async call(event = {}, qualifier) {
      const payload = Buffer.from(JSON.stringify(event));
      const result = await runner.invoke({ functionName: "guestbook", qualifier, payload });
      return { ...result, value: JSON.parse(result.payload.toString()) as unknown };
    },
    log: () => runner.log("guestbook", "$LATEST").lines.map(({ text }) => text),
    async stop() {
      await runner.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
