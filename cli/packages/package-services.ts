/** Builds the artifacts of a stack's services out of their sources, as the stack's settings name them. */
import { join } from "node:path";
import { packagePython } from "../../packaging/package-python";
import { Refusal, shown } from "../../refusal/refusal";
import { stackSettings } from "../../settings/committed-settings";

export interface ServicePackage {
  readonly service: string;
  /** Where the artifact lies, from the project's root. */
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly files: number;
}

interface Entry {
  readonly name?: string;
  readonly source?: string;
  readonly artifact?: string;
  readonly runtime?: string;
  readonly architecture?: "arm64" | "x86_64";
}

interface Options {
  readonly report: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Packages every service whose entry names a `source`; an unchanged one costs nothing.
 *
 * @throws Refusal when the project has no such stack, or a source cannot be packaged
 */
export async function packageServices(
  project: string,
  stack: string,
  options: Options,
): Promise<ServicePackage[]> {
  const packages: ServicePackage[] = [];
  for (const { name = "", source, artifact, runtime = "", architecture } of entries(project, stack)) {
    if (source === undefined || artifact === undefined) continue;
    const python = /^python(3\.1[234])$/.exec(runtime)?.[1] as "3.12" | "3.13" | "3.14" | undefined;
    if (python === undefined) {
      const remedy = "build the artifact yourself and leave source out";
      throw new Refusal({
        property: `${name}.runtime`,
        rule: "a Python runtime to be packaged from source",
        got: shown(runtime),
        remedy,
      });
    }
    const made = await packagePython({
      source: join(project, source),
      output: join(project, artifact),
      python,
      architecture,
      report: (line) => {
        options.report(`  ${name}: ${line}`);
      },
      signal: options.signal,
    });
    packages.push({
      service: name,
      path: artifact,
      sha256: made.sha256,
      bytes: made.bytes,
      files: made.files,
    });
  }
  return packages;
}

/** The services of the committed settings, not yet checked: the program does that, with everything that is wrong. */
function entries(project: string, stack: string): Entry[] {
  const services = stackSettings(project, stack)["multistage:services"];
  return Array.isArray(services)
    ? services.filter((entry): entry is Entry => typeof entry === "object" && entry !== null)
    : [];
}
