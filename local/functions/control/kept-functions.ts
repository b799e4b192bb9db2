/**
 * The functions of the local AWS as they are: configuration, versions, aliases. Kept here and not in moto, whose Lambda
 * gives no code back, knows no revision ids and no update in progress, ignores an object's version and refuses layers of
 * other accounts.
 */
import type { Clock } from "../../clock/clock";
import {
  ASYNC_DEFAULTS,
  type AsyncSettings,
  type FunctionSource,
  type FunctionVersion,
  type Share,
} from "../function-version";
import { invalid, LambdaError, notFound } from "../invoke-error";
import { reference, type Reference } from "../reference";
import { sharesOf, type Alias } from "./aliases";
import type { CodeZips } from "./code-zips";
import { runnable, type Configuration, type Input } from "./configuration";

/** A function with all that belongs to it. */
export interface Kept {
  /** By number, and `$LATEST`. */
  readonly versions: Map<string, Configuration>;
  readonly aliases: Map<string, Alias>;
  /** By qualifier. */
  readonly asyncConfigs: Map<string, Input>;
  /** Statements by qualifier, then by id. */
  readonly permissions: Map<string, Map<string, Input>>;
  tags: Record<string, string>;
  reserved?: number;
  lastVersion: number;
  /** Of the code and settings that the last published version has. */
  publishedRevision?: string;
  /** Until when an update is in progress, in milliseconds since 1970. */
  busyUntil: number;
}

export interface StoreOptions {
  readonly clock: Clock;
  readonly region: string;
  readonly account: string;
  readonly zips: CodeZips;
  /** How long an update is in progress; callers must wait for it, as on AWS. */
  readonly updateSeconds: number;
  /** Told of a version that has changed or is gone, or of a function that is gone with all of them. */
  readonly onChange: (functionName: string, version?: string) => void;
}

export class KeptFunctions implements FunctionSource {
  protected readonly functions = new Map<string, Kept>();

  constructor(protected readonly options: StoreOptions) {}

  get names(): readonly string[] {
    return [...this.functions.keys()].sort();
  }

  /** Milliseconds since 1970. */
  now(): number {
    return this.options.clock.now();
  }

  alias(name: string, alias: string): Alias {
    const kept = this.get(name);
    const found = kept.aliases.get(alias);
    if (found === undefined) throw noAlias(`${latestOf(kept).FunctionArn}:${alias}`);
    return found;
  }

  /**
   * A function, by any way to name it.
   *
   * @throws LambdaError when there is none
   */
  get(name: unknown): Kept {
    const { functionName } = this.referred(name);
    const kept = this.functions.get(functionName);
    const { region, account } = this.options;
    if (kept === undefined) throw notFound(`arn:aws:lambda:${region}:${account}:function:${functionName}`);
    return kept;
  }

  /** A version's configuration as it is reported, by any way to name it, also by alias. */
  reported(name: string, qualifier = this.referred(name).qualifier): Configuration {
    const kept = this.get(name);
    const number =
      qualifier === undefined ? "$LATEST" : (kept.aliases.get(qualifier)?.FunctionVersion ?? qualifier);
    const version = kept.versions.get(number);
    if (version === undefined) throw notFound(`${latestOf(kept).FunctionArn}:${qualifier ?? ""}`);
    return this.shown(version, kept, qualifier);
  }

  /** As the API reports it: states, and the ARN with its qualifier. */
  shown(version: Configuration, kept: Kept, qualifier: string | undefined = version.Version): Configuration {
    const isLatest = version.Version === "$LATEST";
    const busy = isLatest && this.options.clock.now() < kept.busyUntil;
    return {
      ...version,
      FunctionArn:
        isLatest && qualifier !== "$LATEST" ? version.FunctionArn : `${version.FunctionArn}:${qualifier}`,
      State: "Active",
      LastUpdateStatus: busy ? "InProgress" : "Successful",
    };
  }

  referred(name: unknown): Reference {
    const found = typeof name === "string" ? reference(name) : undefined;
    if (found === undefined)
      throw invalid(`FunctionName: must be a name or an ARN, got ${JSON.stringify(name)}`);
    return found;
  }

  routing(functionName: string, qualifier: string): readonly Share[] | undefined {
    const kept = this.functions.get(functionName);
    const alias = kept?.aliases.get(qualifier);
    if (alias !== undefined) return sharesOf(alias);
    return kept?.versions.has(qualifier) === true ? [{ version: qualifier, weight: 1 }] : undefined;
  }

  version(functionName: string, version: string): FunctionVersion | undefined {
    const configuration = this.functions.get(functionName)?.versions.get(version);
    if (configuration === undefined) return undefined;
    return runnable(configuration, () => this.options.zips.read(configuration.CodeSha256));
  }

  usesCode(codeSha256: string): boolean {
    return [...this.functions.values()].some(({ versions }) =>
      [...versions.values()].some((version) => version.CodeSha256 === codeSha256),
    );
  }

  asyncSettings(functionName: string, qualifier: string): AsyncSettings {
    const kept = this.functions.get(functionName);
    const config = kept?.asyncConfigs.get(qualifier) ?? {};
    const targets = (config["DestinationConfig"] ?? {}) as { OnSuccess?: Input; OnFailure?: Input };
    const target = (one: Input | undefined): string | undefined => one?.["Destination"] as string | undefined;
    return {
      maximumRetryAttempts:
        (config["MaximumRetryAttempts"] as number | undefined) ?? ASYNC_DEFAULTS.maximumRetryAttempts,
      maximumEventAgeSeconds:
        (config["MaximumEventAgeInSeconds"] as number | undefined) ?? ASYNC_DEFAULTS.maximumEventAgeSeconds,
      onSuccess: target(targets.OnSuccess),
      onFailure: target(targets.OnFailure),
      deadLetterTarget: kept === undefined ? undefined : latestOf(kept).DeadLetterConfig?.TargetArn,
    };
  }

  reservedConcurrency(functionName: string): number | undefined {
    return this.functions.get(functionName)?.reserved;
  }
}

/** Every function has one. */
export function latestOf(kept: Kept): Configuration {
  const latest = kept.versions.get("$LATEST");
  if (latest === undefined) throw new Error("a function without $LATEST");
  return latest;
}

/** There is no alias of that ARN. */
export function noAlias(arn: string): LambdaError {
  return new LambdaError("ResourceNotFoundException", `Cannot find alias arn: ${arn}`, 404);
}
