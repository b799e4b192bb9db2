/** The account the program runs in, which must be the one that is meant. */
import { getCallerIdentity } from "@pulumi/aws/getCallerIdentity";
import { getPartition } from "@pulumi/aws/getPartition";
import { getRegion } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import { accountIdentity } from "../../components/access/account-names";
import type { Place } from "../../components/access/place";
import { sizeProblems } from "../../components/access/reach-problems";
import type { ReachOf } from "../../components/access/reach";
import { tags } from "../../naming/tags";
import { Refusal } from "../../refusal/refusal";
import { parseAccount, type AccountConfig, type AccountStage } from "./config";

/** Everything the parts of the program are made from. */
export interface Account {
  readonly config: AccountConfig;
  readonly place: Place;
}

/** @throws RunError with everything that is wrong, before anything is made */
export async function readAccount(): Promise<Account> {
  const own = Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key.startsWith(NAMESPACE));
  const raw = Object.fromEntries(own.map(([key, value]) => [key.slice(NAMESPACE.length), value]));
  try {
    const config = parseAccount(raw);
    const place = await checkedPlace(config);
    const problems = config.stages.flatMap((stage, index) =>
      sizeProblems(reachOf(config, stage), place, `stages[${index}].alsoAllows`),
    );
    if (problems.length > 0) throw new Refusal(...problems);
    return { config, place };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new pulumi.RunError(`the configuration of ${pulumi.getStack()} is refused:\n${error.message}`);
  }
}

const NAMESPACE = "multistage:";

async function checkedPlace({ accountId: meant }: AccountConfig): Promise<Place> {
  const [{ accountId }, { region }, { partition }] = await Promise.all([
    getCallerIdentity(),
    getRegion(),
    getPartition(),
  ]);
  if (accountId === meant) return { accountId, region, partition };
  const rule = `the account of the credentials in use, ${accountId}`;
  const remedy = "use credentials of the account that is meant, or another stack";
  throw new Refusal({ property: "accountId", rule, got: meant, remedy });
}

/** How far a stage of the account reaches. */
export function reachOf({ project }: AccountConfig, one: AccountStage): ReachOf {
  const { stage, pulumiProject = project, stack = stage, alsoAllows = [] } = one;
  return { stage: { project, stage }, state: { project, pulumiProject, stack }, alsoAllows };
}

/** The tags of a part of the account; `end` is what its name has behind the derived one. */
export function tagsOf(config: AccountConfig, role: string, end = ""): Record<string, string> {
  const { project, owner, costCenter, tags: further } = config;
  const own = tags(accountIdentity(project, role), {
    owner,
    costCenter,
    ...(further === undefined ? {} : { tags: further }),
  });
  return { ...own, Name: `${own["Name"] ?? ""}${end}` };
}
