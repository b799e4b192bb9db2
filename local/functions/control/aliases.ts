/** Aliases with weights: what Lambda accepts, and what an alias means. Pure. */
import { randomUUID } from "node:crypto";
import type { Share } from "../function-version";
import { shown } from "../../../refusal/refusal";
import { invalid, LambdaError } from "../invoke-error";
import type { Configuration, Input } from "./configuration";

/** In the shape of Lambda's API. */
export interface Alias {
  readonly AliasArn: string;
  readonly Name: string;
  readonly FunctionVersion: string;
  readonly Description: string;
  readonly RevisionId: string;
  readonly RoutingConfig?: { readonly AdditionalVersionWeights: Readonly<Record<string, number>> };
}

/** The shares of an alias. */
export function sharesOf({ FunctionVersion: version, RoutingConfig }: Alias): Share[] {
  const others = Object.entries(RoutingConfig?.AdditionalVersionWeights ?? {});
  const rest = others.reduce((left, [, weight]) => left - weight, 1);
  return [{ version, weight: rest }, ...others.map(([other, weight]) => ({ version: other, weight }))];
}

/**
 * A new alias, or one changed; what the input leaves out stays.
 *
 * @param versions - of the function, published ones by number and `$LATEST`
 * @throws LambdaError for what Lambda does not accept (docs.aws.amazon.com/lambda: configuring-alias-routing)
 */
export function aliasOf(
  input: Input,
  before: Omit<Alias, "RevisionId" | "FunctionVersion"> & Partial<Alias>,
  versions: ReadonlyMap<string, Configuration>,
): Alias {
  const version = input["FunctionVersion"] ?? before.FunctionVersion;
  const main = typeof version === "string" ? versions.get(version) : undefined;
  if (main === undefined)
    throw new LambdaError("ResourceNotFoundException", `Function not found: version ${shown(version)}`, 404);
  const routing =
    input["RoutingConfig"] === undefined ? before.RoutingConfig : weightsOf(input["RoutingConfig"]);
  const weights = Object.entries(routing?.AdditionalVersionWeights ?? {});
  check(weights, main, versions);
  const { Description = before.Description } = input;
  return {
    AliasArn: before.AliasArn,
    Name: before.Name,
    FunctionVersion: main.Version,
    Description: typeof Description === "string" ? Description : "",
    RevisionId: randomUUID(),
    ...(weights.length === 0
      ? {}
      : { RoutingConfig: { AdditionalVersionWeights: Object.fromEntries(weights) } }),
  };
}

function weightsOf(routing: unknown): Alias["RoutingConfig"] {
  const { AdditionalVersionWeights: weights = {} } = (routing ?? {}) as {
    AdditionalVersionWeights?: unknown;
  };
  return { AdditionalVersionWeights: weights as Record<string, number> };
}

function check(
  weights: readonly (readonly [string, number])[],
  main: Configuration,
  versions: ReadonlyMap<string, Configuration>,
): void {
  if (weights.length > 1) throw invalid("an alias can point to two versions at most");
  for (const [version, weight] of weights) {
    const other = versions.get(version);
    if (other === undefined)
      throw new LambdaError("ResourceNotFoundException", `Function not found: version ${version}`, 404);
    if (typeof weight !== "number" || !(weight >= 0 && weight <= 1))
      throw invalid(`the weight of version ${version} must be from 0 to 1, got ${JSON.stringify(weight)}`);
    if (main.Version === "$LATEST" || version === "$LATEST")
      throw invalid("$LATEST is not supported for an alias pointing to more than 1 version");
    if (version === main.Version)
      throw invalid(`version ${version} is the alias's own: it cannot be additional as well`);
    if (other.Role !== main.Role)
      throw invalid("both versions of an alias must have the same execution role");
    if (JSON.stringify(other.DeadLetterConfig) !== JSON.stringify(main.DeadLetterConfig))
      throw invalid("both versions of an alias must have the same dead-letter queue configuration");
  }
}
