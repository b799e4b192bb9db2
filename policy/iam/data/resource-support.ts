/**
 * Whether an ARN restricts an action, told from what the reference says of its types of resources. The reference marks
 * a type that every request names; where it marks none, the types are either what the action acts on, one of them each
 * time (`s3:GetObject`: an object, or one behind an access point), or what it may make use of (`polly:SynthesizeSpeech`:
 * a lexicon). What these rules get wrong stands in overrides.ts.
 * scripts/iam-data.mjs asks when it writes the table. Pure.
 */
import type { Action, ResourceSupport, ResourceType } from "./reference";

/** Actions on tags and on the policy of a resource always name it. */
const OF_ONE_RESOURCE =
  /^(Un)?[Tt]ag(Multi\w*)?Resources?$|^(Add|Remove|Create|Delete|Update|List|Get)Tags((For|To|From|On)Resources?)?$|ResourcePolic(y|ies)(Statement)?$/;
const LISTING = /^(List|Describe|Search|View)/;
const CREATING = /^(Create|Allocate|Request|Purchase|Register|Import|Provision|Start)([A-Z]\w*)$/;

/** @param types those of its service */
export function resourceSupport(
  { name, level, resourceTypes }: Pick<Action, "name" | "level" | "resourceTypes">,
  types: ReadonlyMap<string, ResourceType>,
): ResourceSupport {
  if (resourceTypes.length === 0) return "none";
  const required = resourceTypes.filter(({ isRequired }) => isRequired).map(({ type }) => type);
  if (required.length > 0) {
    const isForAll =
      required.every((type) => listsAll(name, type)) ||
      (level !== "read" &&
        level !== "list" &&
        required.every((type) => generates(name, type, types.get(type)?.arns ?? [])));
    return isForAll ? "optional" : "required";
  }
  if (OF_ONE_RESOURCE.test(name)) return "required";
  if (level === "list" || LISTING.test(name) || name.startsWith("Create")) return "optional";
  // One of several, or the only one there is.
  return resourceTypes.length > 1 || level !== "read" ? "required" : "optional";
}

/** `ListPipelines` of pipelines, `DescribeAlarms` of alarms: without a name it is about all of them. */
function listsAll(action: string, type: string): boolean {
  const [, verb, listed] = /^(List|Describe)(\w+s)$/.exec(action) ?? [];
  if (listed === undefined) return false;
  const one = plain(type);
  const plurals = [`${one}s`, `${one}es`, one.replace(/y$/, "ies")];
  return plain(listed) === one ? verb === "List" : plurals.includes(plain(listed));
}

/** `ec2:CreateVpc`: what it makes has an id of AWS's choice, and nothing else in its ARN, so nobody can name it. */
function generates(action: string, type: string, arns: readonly string[]): boolean {
  const [, verb, made] = CREATING.exec(action) ?? [];
  if (verb === undefined || made === undefined) return false;
  // What is started is there already, but for a job.
  if (verb === "Start" && !/Job$/.test(made)) return false;
  return plain(made) === plain(type) && arns.every(isGenerated);
}

function isGenerated(arn: string): boolean {
  const own = arn.split(":").slice(5).join(":");
  const chosen = own.match(/\$\{[^}]*\}/g) ?? [];
  return chosen.length === 1 && /(Id|ID|Uuid|UUID|Uid|Token|Identifier)\}$/.test(chosen[0]);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}
