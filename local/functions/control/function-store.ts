/** What changes functions: the operations of Lambda's API that create, update, publish and delete. */
import { randomUUID } from "node:crypto";
import { shown } from "../../../refusal/refusal";
import { invalid, LambdaError } from "../invoke-error";
import { reference } from "../reference";
import { aliasOf, sharesOf, type Alias } from "./aliases";
import { changedSettings, settingsOf, type Configuration, type Input } from "./configuration";
import { KeptFunctions, latestOf, noAlias, type Kept } from "./kept-functions";

export class FunctionStore extends KeptFunctions {
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

function precondition({ RevisionId: wanted }: Input, is: string | undefined): void {
  if (wanted === undefined || wanted === is) return;
  throw new LambdaError(
    "PreconditionFailedException",
    "The RevisionId provided does not match the latest RevisionId. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
    412,
  );
}
