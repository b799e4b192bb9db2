/**
 * The functions of the local AWS: configuration, code, versions, aliases. Kept here and not in moto, whose Lambda
 * gives no code back, knows no revision ids and no update in progress, ignores an object's version and refuses layers of
 * other accounts.
 */
import { randomUUID } from "node:crypto";
import { shown } from "../../../refusal/refusal";
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
import { aliasOf, sharesOf, type Alias } from "./aliases";
import type { CodeZips } from "./code-zips";
import { changedSettings, runnable, settingsOf, type Configuration, type Input } from "./configuration";

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

export class FunctionStore implements FunctionSource {
  private readonly functions = new Map<string, Kept>();

  constructor(private readonly options: StoreOptions) {}

  get names(): readonly string[] {
    return [...this.functions.keys()].sort();
  }

  async create(input: Input): Promise<Configuration> {
    const { functionName, qualifier } = this.referred(input["FunctionName"]);
    if (qualifier !== undefined) throw invalid("FunctionName: must carry no qualifier");
    const settings = settingsOf(input);
    if (this.functions.has(functionName))
      throw new LambdaError("ResourceConflictException", `Function already exist: ${functionName}`, 409);
    const code = await this.options.zips.keep((input["Code"] ?? {}) as Input);
    const { region, account } = this.options;
    const latest = this.stamped({
      ...settings,
      ...code,
      FunctionName: functionName,
      FunctionArn: `arn:aws:lambda:${region}:${account}:function:${functionName}`,
      Version: "$LATEST",
    });
    this.functions.set(functionName, {
      versions: new Map([["$LATEST", latest]]),
      aliases: new Map(),
      asyncConfigs: new Map(),
      permissions: new Map(),
      tags: (input["Tags"] ?? {}) as Record<string, string>,
      lastVersion: 0,
      busyUntil: 0,
    });
    const made = input["Publish"] === true ? this.publish(functionName, {}) : latest;
    this.busy(functionName);
    return made;
  }

  async updateCode(name: string, input: Input): Promise<Configuration> {
    const kept = this.settled(name, input);
    const code = await this.options.zips.keep(input);
    const before = latestOf(kept);
    if (input["DryRun"] === true) return { ...before, ...code };
    return this.changed(name, kept, { ...before, ...code }, input);
  }

  updateSettings(name: string, input: Input): Configuration {
    const kept = this.settled(name, input);
    return this.changed(name, kept, { ...latestOf(kept), ...changedSettings(input) }, input);
  }

  /** A new version, or the last one where nothing has changed since. */
  publish(name: string, input: Input): Configuration {
    const kept = this.settled(name, input);
    const latest = latestOf(kept);
    const { CodeSha256: wanted, Description } = input;
    if (wanted !== undefined && wanted !== latest.CodeSha256)
      throw new LambdaError(
        "PreconditionFailedException",
        `CodeSHA256 (${shown(wanted)}) is different from current CodeSHA256 in $LATEST (${latest.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
        412,
      );
    const last = kept.versions.get(String(kept.lastVersion));
    if (last !== undefined && kept.publishedRevision === latest.RevisionId) return last;
    const Version = String(++kept.lastVersion);
    const RevisionId = randomUUID();
    const described = typeof Description === "string" ? { Description } : {};
    const version = { ...latest, ...described, Version, RevisionId };
    kept.versions.set(Version, version);
    kept.publishedRevision = latest.RevisionId;
    return version;
  }

  putAlias(name: string, alias: string, input: Input, isNew: boolean): Alias {
    const kept = this.get(name);
    const before = kept.aliases.get(alias);
    const AliasArn = `${latestOf(kept).FunctionArn}:${alias}`;
    if (isNew && before !== undefined)
      throw new LambdaError("ResourceConflictException", `Alias already exists: ${AliasArn}`, 409);
    if (!isNew && before === undefined) throw noAlias(AliasArn);
    if (/^\d+$/.test(alias) || reference(`a:${alias}`) === undefined)
      throw invalid(`Name: ${alias} cannot name an alias`);
    precondition(input, before?.RevisionId);
    const made = aliasOf(input, before ?? { AliasArn, Name: alias, Description: "" }, kept.versions);
    kept.aliases.set(alias, made);
    return made;
  }

  alias(name: string, alias: string): Alias {
    const kept = this.get(name);
    const found = kept.aliases.get(alias);
    if (found === undefined) throw noAlias(`${latestOf(kept).FunctionArn}:${alias}`);
    return found;
  }

  delete(name: string, qualifier: string | undefined): void {
    const kept = this.get(name);
    const { functionName } = this.referred(name);
    if (qualifier === undefined) this.functions.delete(functionName);
    else {
      const user = [...kept.aliases.values()].find((one) =>
        sharesOf(one).some(({ version }) => version === qualifier),
      );
      if (user !== undefined)
        throw new LambdaError(
          "ResourceConflictException",
          `version ${qualifier} is referenced by the alias ${user.Name}`,
          409,
        );
      kept.versions.delete(qualifier);
    }
    this.options.onChange(functionName, qualifier);
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

  private changed(name: string, kept: Kept, next: Configuration, input: Input): Configuration {
    const { functionName } = this.referred(name);
    const latest = this.stamped(next);
    kept.versions.set("$LATEST", latest);
    const made = input["Publish"] === true ? this.publish(name, {}) : latest;
    this.busy(functionName);
    this.options.onChange(functionName, "$LATEST");
    return made;
  }

  private busy(functionName: string): void {
    const { clock, updateSeconds } = this.options;
    this.get(functionName).busyUntil = clock.now() + updateSeconds * 1000;
  }

  /** The function, unless an update is in progress or somebody else changed it. */
  private settled(name: string, input: Input): Kept {
    const kept = this.get(name);
    const latest = latestOf(kept);
    if (this.options.clock.now() < kept.busyUntil)
      throw new LambdaError(
        "ResourceConflictException",
        `The operation cannot be performed at this time. An update is in progress for resource: ${latest.FunctionArn}`,
        409,
      );
    precondition(input, latest.RevisionId);
    return kept;
  }

  private stamped(configuration: Input): Configuration {
    const LastModified = new Date(this.options.clock.now()).toISOString().replace("Z", "+0000");
    return { ...configuration, RevisionId: randomUUID(), LastModified } as Configuration;
  }
}

function latestOf(kept: Kept): Configuration {
  const latest = kept.versions.get("$LATEST");
  if (latest === undefined) throw new Error("a function without $LATEST");
  return latest;
}

function precondition({ RevisionId: wanted }: Input, is: string | undefined): void {
  if (wanted === undefined || wanted === is) return;
  throw new LambdaError(
    "PreconditionFailedException",
    "The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
    412,
  );
}

function noAlias(arn: string): LambdaError {
  return new LambdaError("ResourceNotFoundException", `Cannot find alias arn: ${arn}`, 404);
}
