/** Who may take which role of a stage: its part of the configuration, and what its shape cannot say. Pure. */
import { z } from "zod";
import { approvalProblems, roleProblems, stageNameProblems } from "../components/access/resolve";
import { shown, type Problem, type Unchecked } from "../refusal/refusal";
import type { StackConfig } from "./config";

export const takenBy = z.strictObject({
  oidc: z
    .strictObject({
      issuer: z.string().optional(),
      audience: z.string().optional(),
      subjects: z.array(z.string()),
    })
    .optional(),
  rolesAnywhere: z.strictObject({ trustAnchorArn: z.string(), commonName: z.string() }).optional(),
  users: z
    .strictObject({ userArns: z.array(z.string()), mfaMaxAgeSeconds: z.number().optional() })
    .optional(),
  identityCenter: z.strictObject({ permissionSets: z.array(z.string()) }).optional(),
});

export const access = z.strictObject({
  /** Whether every role has the boundary that the account's bootstrap has made. */
  permissionsBoundary: z.boolean().optional(),
  /** Service → who puts its revisions into the artifact bucket. */
  uploaders: z.record(z.string(), takenBy).optional(),
  viewers: takenBy.optional(),
  approvers: takenBy.optional(),
  operators: takenBy.optional(),
});

/** What is wrong with the roles of a stage, and with its name where the account keeps it for itself. */
export function accessProblems(config: Unchecked<StackConfig>): Problem[] {
  const { access: roles, project, stage } = config;
  const name = stageNameProblems(stage, "stage");
  if (roles === undefined) return name;
  return [
    ...name,
    ...roleProblems(roles, { project, stage }, "access."),
    ...approvalProblems(roles, approvedServices(config), "access.approvers"),
    ...uploaderProblems(config),
    ...operatorProblems(config),
  ];
}

/** The services whose pipelines ask a person. */
export function approvedServices({ services = [] }: Unchecked<StackConfig>): string[] {
  return services.flatMap((service) =>
    service?.kind === "blueGreen" && (service.approval === true || service.confirmation === true)
      ? (service.name ?? [])
      : [],
  );
}

function uploaderProblems({ access: roles, services = [] }: Unchecked<StackConfig>): Problem[] {
  const names = services.flatMap((service) => (service?.kind === "blueGreen" ? (service.name ?? []) : []));
  const rule = `the name of a service of kind blueGreen (${names.join(", ") || "there is none"})`;
  return Object.keys(roles?.uploaders ?? {})
    .filter((name) => !names.includes(name))
    .map((name) => ({
      property: `access.uploaders.${name}`,
      rule,
      got: shown(name),
      remedy: "remove it or rename it",
    }));
}

function operatorProblems({ access: roles, loadBalancer }: Unchecked<StackConfig>): Problem[] {
  if (roles?.operators === undefined || loadBalancer !== undefined) return [];
  const rule = "left out while the stage has no loadBalancer, with which releases come";
  return [{ property: "access.operators", rule, got: "operators", remedy: "remove it" }];
}
