/** The roles of a stage for people and machines, where its configuration names who may take them. */
import { Access } from "../components/access/access";
import { boundEveryRole } from "../components/access/permissions-boundary";
import type { StackConfig } from "./config";
import { approvedServices } from "./config-access";
import { ofStage } from "./of-stage";

/** Comes before everything that makes a role. */
export function boundRoles({ project, stage, access }: StackConfig): void {
  if (access?.permissionsBoundary === true) boundEveryRole({ project, stage });
}

/** Nothing where nobody is named. */
export function createAccess(config: StackConfig): Access | undefined {
  const { uploaders, viewers, approvers, operators } = config.access ?? {};
  const takers = { uploaders, viewers, approvers, operators };
  if (Object.values(takers).every((takenBy) => takenBy === undefined)) return undefined;
  return new Access("access", { ...ofStage(config), ...takers, approvedServices: approvedServices(config) });
}
