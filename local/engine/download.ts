/** The official engine, fetched as the Automation API fetches it, in a process of its own so that it can be ended. */
import { DeadlineError, runChild } from "../../processes/run-child";
import { VERSION } from "./versions";

const INSTALLER = "https://get.pulumi.com/install.sh";
const PROBE_SECONDS = 5;
const DEADLINE_SECONDS = 300;

/** Names the downloaded engine in the cache. */
export const DOWNLOAD_KEY = `${VERSION}-official-${process.platform}-${process.arch}`;

/** Thrown when there is no official engine to be had; the message is why, without an end. */
export class DownloadError extends Error {
  override readonly name = "DownloadError";
}

/**
 * Resolves when the official download answers; an unreachable network costs seconds here, and minutes later.
 *
 * @throws DownloadError when it does not; the signal's reason when aborted
 */
export async function reachDownload(signal?: AbortSignal, deadlineSeconds = PROBE_SECONDS): Promise<void> {
  const timeout = AbortSignal.timeout(deadlineSeconds * 1000);
  try {
    const response = await fetch(INSTALLER, {
      signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`HTTP status ${response.status}`);
  } catch (error) {
    signal?.throwIfAborted();
    const why = timeout.aborted ? `no answer within ${deadlineSeconds} s` : reason(error);
    throw new DownloadError(`the official download cannot be reached (${why})`);
  }
}

const INSTALL = `
  const [automation, root, version] = process.argv.slice(1);
  const { PulumiCommand } = require(automation);
  PulumiCommand.install({ root, version, skipVersionCheck: true }).catch((error) => {
    console.error(error.message);
    process.exit(1);
  });`;

/**
 * Downloads the official engine into `root`; what the installer needs on the way goes to `temporary`.
 *
 * @throws DownloadError when it fails or takes too long; the signal's reason when aborted
 */
export async function downloadEngine(
  root: string,
  temporary: string,
  { env, signal }: { readonly env: NodeJS.ProcessEnv; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const args = ["-e", INSTALL, require.resolve("@pulumi/pulumi/automation"), root, VERSION];
  const options = { env: { ...env, TMPDIR: temporary }, deadlineSeconds: DEADLINE_SECONDS, signal };
  try {
    const { status, lastErrorLines } = await runChild(process.execPath, args, options);
    const said = lastErrorLines.join(" ").replace(/\s+/g, " ").slice(-150);
    if (status !== 0) throw new DownloadError(`the official download failed (…${said})`);
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error;
    throw new DownloadError(`the official download was not done within ${DEADLINE_SECONDS} s`);
  }
}

function reason(error: unknown): string {
  const { message, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? cause?.message ?? message;
}
