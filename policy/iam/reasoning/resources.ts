/** What the resources of a statement can be: held against the ARN formats of resource types. Pure. */
import {
  contains,
  exactly,
  globOf,
  globOfPieces,
  isEverything,
  overlaps,
  type Glob,
  type Reading,
} from "./glob";

/** What is known of an ARN's first parts where it is read: what is not given may be any. */
export interface Whereabouts {
  readonly partition?: string;
  readonly region?: string;
  readonly account?: string;
}

/** Names of one part: neither a path nor anything that goes on. */
const ONE_PART = /^(Partition|Region|Account|BucketName|TableName|FunctionName|QueueName|TopicName)$/;
const BY_NAME: ReadonlyMap<string, keyof Whereabouts> = new Map([
  ["Partition", "partition"],
  ["Region", "region"],
  ["Account", "account"],
]);

/** Whether a resource of the statement can be of a type with these ARN formats: `arn:${Partition}:s3:::${BucketName}`. */
export function mayBeOfType(pattern: string, formats: readonly string[], reading: Reading = {}): boolean {
  const glob = globOf(pattern, reading);
  return isEverything(glob) || formats.some((format) => templates(format).some((one) => overlaps(glob, one)));
}

/** Whether it takes in every resource of the type, in the partition, region and account that are given. */
export function isEveryOfType(
  pattern: string,
  formats: readonly string[],
  where: Whereabouts = {},
  reading: Reading = {},
): boolean {
  const glob = globOf(pattern, reading);
  if (isEverything(glob)) return true;
  const [, partition] = /^arn:([\w-]+):/.exec(pattern) ?? [];
  const here = partition === undefined ? where : { partition, ...where };
  return (
    formats.length > 0 &&
    formats.every((format) => templates(format, here).every((one) => contains(glob, one)))
  );
}

/** Whether it takes in every resource there is, whatever service's: `*`, `**`, `arn:*`, `arn:aws:*`. */
export function isEveryResource(pattern: string, reading: Reading = {}): boolean {
  const glob = globOf(pattern, reading);
  return isEverything(glob) || isEveryArn(glob);
}

/** Whether a pattern takes in every ARN there is in a partition. */
export function isEveryArn(glob: Glob): boolean {
  return EVERY_PARTITION.some((any) => contains(glob, any));
}

/** Whether it takes in every action there is: `*`, `*:*`. */
export function isEveryAction(pattern: string): boolean {
  return contains(globOf(pattern, ACTIONS), ANY_ACTION);
}

/** Actions are the same in any case, and have no variables. */
export const ACTIONS: Reading = { variables: false, ignoreCase: true };

/** Whether an action's pattern takes in that action: `s3:GetObject`. */
export function isAction(pattern: string, action: string): boolean {
  return contains(globOf(pattern, ACTIONS), exactly(action, ACTIONS));
}

const ANY = { but: "" };
const ANY_ACTION = globOf("?*:?*");
const EVERY_PARTITION = ["?*", "aws", "aws-cn", "aws-us-gov"].map((one) => globOf(`arn:${one}:?*:*:*:?*`));

const known = new Map<string, readonly Glob[]>();

/** A format as patterns: one for each choice in brackets, as `rule/[${EventBusName}/]${RuleName}`. */
function templates(format: string, where: Whereabouts = {}): readonly Glob[] {
  const key = JSON.stringify([format, where]);
  const before = known.get(key);
  if (before !== undefined) return before;
  const globs = choices(format).map((one) => globOfPieces(pieces(one, where)));
  if (known.size > 4096) known.clear();
  known.set(key, globs);
  return globs;
}

function choices(format: string): readonly string[] {
  const [, before, inner, after] = /^(.*?)\[(.*?)\](.*)$/.exec(format) ?? [];
  if (before === undefined || inner === undefined || after === undefined) return [format];
  return [`${before}${after}`, `${before}${inner}${after}`].flatMap(choices);
}

function pieces(format: string, where: Whereabouts): readonly (string | { readonly but: string })[] {
  return format.split(/(\$\{[^}]*\}|\*)/).map((piece, index, all) => {
    if (piece === "*") return ANY;
    const [, name] = /^\$\{(.*)\}$/.exec(piece) ?? [];
    if (name === undefined) return piece;
    const part = BY_NAME.get(name);
    const said = part === undefined ? undefined : where[part];
    if (said !== undefined) return said;
    if (ONE_PART.test(name)) return { but: ":/" };
    // What ends at a sign does not contain it; names with paths do.
    const next = /path/i.test(name) ? "" : (all[index + 1] ?? "").charAt(0);
    return { but: next === "/" || next === ":" ? next : "" };
  });
}
