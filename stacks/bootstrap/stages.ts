/** For each stage of the account: how far it reaches, and the roles with which CI previews it and brings it up. */
import * as iam from "@pulumi/aws/iam";
import type * as pulumi from "@pulumi/pulumi";
import {
  accountIdentity,
  boundaryName,
  ciRoleName,
  type CiRole,
} from "../../components/access/account-names";
import { previewerPolicy } from "../../components/access/previewer";
import { reachText, stageReach } from "../../components/access/reach";
import { trustIn } from "../../components/access/trust";
import { physicalName } from "../../naming/names";
import { reachOf, tagsOf, type Account } from "./account";
import type { AccountStage } from "./config";

/** ARNs of what a stage has in its account. */
export interface StageRoles {
  readonly boundary: pulumi.Output<string>;
  readonly deployer?: pulumi.Output<string>;
  readonly previewer?: pulumi.Output<string>;
}

export function createStages(account: Account): Record<string, StageRoles> {
  const { stages } = account.config;
  return Object.fromEntries(stages.map((stage) => [stage.stage, createStage(account, stage)]));
}

function createStage(account: Account, one: AccountStage): StageRoles {
  const { config, place } = account;
  const reach = reachOf(config, one);
  const { stage } = one;
  const boundary = new iam.Policy(`boundary-${stage}`, {
    name: boundaryName(reach.stage),
    description: `How far the stage ${stage} reaches: what its deployer may do, and the most its roles may`,
    policy: reachText(stageReach(reach, place)),
    tags: tagsOf(config, "boundary", `-${stage}`),
  });
  const deployer = createRole(account, one, "deployer", boundary);
  const previewer = createRole(account, one, "previewer");
  if (deployer !== undefined)
    new iam.RolePolicyAttachment(`deployer-${stage}`, { role: deployer.name, policyArn: boundary.arn });
  if (previewer !== undefined)
    new iam.RolePolicy(`previewer-${stage}`, {
      name: physicalName("aws:iam/rolePolicy:RolePolicy", accountIdentity(config.project, "previewer")),
      role: previewer.name,
      policy: JSON.stringify(previewerPolicy(reach.stage, reach.state, place)),
    });
  return {
    boundary: boundary.arn,
    ...(deployer === undefined ? {} : { deployer: deployer.arn }),
    ...(previewer === undefined ? {} : { previewer: previewer.arn }),
  };
}

/** Nothing where nobody is named to take it. */
function createRole(
  { config, place }: Account,
  one: AccountStage,
  role: CiRole,
  boundary?: iam.Policy,
): iam.Role | undefined {
  const takenBy = one[role];
  if (takenBy === undefined) return undefined;
  const { stage } = one;
  return new iam.Role(`${role}-${stage}`, {
    name: ciRoleName(role, { project: config.project, stage }),
    assumeRolePolicy: JSON.stringify(trustIn(takenBy, place)),
    permissionsBoundary: boundary?.arn,
    tags: tagsOf(config, role, `-${stage}`),
  });
}
