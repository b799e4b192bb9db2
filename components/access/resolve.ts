/** The arguments of a stage's roles, checked: everything wrong said at once. Pure. */
import { SERVICE, SERVICE_RULE, type Identity } from "../../naming/identity";
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { ACCOUNT } from "./account-names";
import type { StageIdentity } from "./place";
import type { TakenBy } from "./taken-by";
import { MACHINES, PEOPLE, takenByProblems } from "./taken-by-problems";

/** Who may take which role of a stage; a role nobody is named for is not made. */
export interface AccessSettings {
  /** By service: who puts its revisions into the artifact bucket. Machines: `oidc`, `rolesAnywhere`. */
  uploaders?: Record<string, TakenBy>;
  /** Who sees how the stage is. Everybody. */
  viewers?: TakenBy;
  /** Who says yes or no to releases. People: `users`, `identityCenter`. */
  approvers?: TakenBy;
  /** Who releases, switches back and releases again. People. */
  operators?: TakenBy;
}

/** Everything wrong with the arguments of a component. */
export function accessProblems(
  { service, ...stage }: Identity,
  settings: Unchecked<AccessSettings>,
  approvedServices: readonly string[],
): Problem[] {
  const remedy = "the roles of a stage are made once; uploaders names the services";
  return [
    ...(service === undefined
      ? []
      : [{ property: "identity.service", rule: "left out", got: shown(service), remedy }]),
    ...roleProblems(settings, stage, ""),
    ...approvalProblems(settings, approvedServices, "approvers"),
  ];
}

/** Everything wrong with who takes which role of a stage; `path` stands before each property. */
export function roleProblems(
  settings: Unchecked<AccessSettings>,
  stage: Unchecked<StageIdentity>,
  path: string,
): Problem[] {
  const { uploaders = {}, viewers, approvers, operators } = settings;
  return [
    ...Object.entries(uploaders).flatMap(([service, takenBy]) => [
      ...serviceProblems(service, stage, `${path}uploaders`),
      ...takenByProblems(takenBy ?? {}, `${path}uploaders.${service}`, MACHINES, { noPullRequests: true }),
    ]),
    ...(viewers === undefined ? [] : takenByProblems(viewers, `${path}viewers`, [...MACHINES, ...PEOPLE])),
    ...(approvers === undefined ? [] : takenByProblems(approvers, `${path}approvers`, PEOPLE)),
    ...(operators === undefined ? [] : takenByProblems(operators, `${path}operators`, PEOPLE)),
  ];
}

function serviceProblems(
  service: string,
  { project = "", stage = "" }: Unchecked<StageIdentity>,
  property: string,
): Problem[] {
  const problem = (rule: string): Problem[] => {
    return [{ property, rule, got: shown(service), remedy: "rename the service" }];
  };
  if (!SERVICE.test(service)) return problem(`by service, each ${SERVICE_RULE}`);
  // A pipeline's folder in the artifact bucket is called like the pipeline.
  if (!service.startsWith(`${project}-${stage}-`)) return [];
  return problem(
    `by service, none of which begins with ${project}-${stage}-, where pipelines keep their own`,
  );
}

/** An approver of nothing could do nothing. */
export function approvalProblems(
  { approvers }: Unchecked<AccessSettings>,
  approvedServices: readonly string[],
  property: string,
): Problem[] {
  if (approvers === undefined || approvedServices.length > 0) return [];
  const rule = "left out while no service asks for approval";
  return [{ property, rule, got: "approvers", remedy: "set approval of a service, or remove it" }];
}

/** What keeps a stage out of the names that the account has for itself. */
export function stageNameProblems(stage: string | undefined, property: string): Problem[] {
  if (stage !== ACCOUNT) return [];
  const rule = `another word than ${ACCOUNT}, with which the names of the account's own begin`;
  return [{ property, rule, got: shown(stage), remedy: "rename the stage" }];
}
