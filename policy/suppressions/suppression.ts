/** An exception from a rule, for one resource, with who answers for it and until when. Pure. */
import { standsFor } from "../../naming/wildcard";
import { isUrn, stackAndProject } from "../../wire/urn";
import type { Report } from "../report";

export interface Suppression {
  /** The rule's id. */
  readonly rule: string;
  /** The resource's name in the program, its URN, or a file's path; `*` stands for any characters. */
  readonly resource: string;
  /** Only in these stacks, as patterns; in all where it is not given. */
  readonly stacks?: readonly string[];
  /** Only findings about these actions; all where it is not given. */
  readonly actions?: readonly string[];
  /** Only findings about this statement: its Sid, or `Statement[1]`. */
  readonly statement?: string;
  /** Why it is right here. */
  readonly reason: string;
  /** Who answers for it. */
  readonly owner: string;
  /** The last day on which it counts, as `2027-03-31`. */
  readonly expires: string;
}

/** As what a suppression is registered in a program: its inputs are the suppression. */
export const SUPPRESSION_TYPE = "multistage:policy:Suppression";

export const suppressionSchema = {
  type: "object",
  additionalProperties: false,
  required: ["rule", "resource", "reason", "owner", "expires"],
  properties: {
    rule: { type: "string", minLength: 1 },
    resource: { type: "string", minLength: 1 },
    stacks: { type: "array", minItems: 1, items: { type: "string", minLength: 1 } },
    actions: { type: "array", minItems: 1, items: { type: "string", minLength: 1 } },
    statement: { type: "string", minLength: 1 },
    reason: { type: "string", minLength: 10 },
    owner: { type: "string", minLength: 1 },
    expires: { type: "string", format: "date" },
  },
} as const;

export function isExpired({ expires }: Suppression, today: string): boolean {
  return expires < today;
}

/** Whether it is about findings in the stack of this URN; a file is in none. */
export function isOfStack({ stacks }: Suppression, urn: string): boolean {
  const isHere = (pattern: string): boolean => isUrn(urn) && standsFor(pattern, stackAndProject(urn).stack);
  return stacks === undefined || stacks.some(isHere);
}

/** Whether it is about this finding, expired or not. */
export function isAbout(
  suppression: Suppression,
  report: Pick<Report, "rule" | "urn" | "statement" | "actions">,
): boolean {
  const { rule, resource, actions, statement } = suppression;
  return (
    rule === report.rule &&
    isOfStack(suppression, report.urn) &&
    isAboutResource(resource, report.urn) &&
    (statement === undefined || statement === report.statement) &&
    (actions === undefined ||
      (report.actions !== undefined &&
        report.actions.every((action) => actions.some((pattern) => standsFor(pattern, action)))))
  );
}

/** Which of two things hold the findings apart: those that stay, and the suppressions that took others away. */
export function suppressed(
  reports: readonly Report[],
  suppressions: readonly Suppression[],
  today: string,
): { readonly left: readonly Report[]; readonly used: ReadonlySet<Suppression> } {
  const counting = suppressions.filter((one) => !isExpired(one, today));
  const used = new Set<Suppression>();
  const left = reports.filter((report) => {
    const about = counting.filter((one) => isAbout(one, report));
    for (const one of about) used.add(one);
    return about.length === 0;
  });
  return { left, used };
}

/** Whether a resource as a whole is excepted from a rule. */
export function isExcepted(
  resource: Pick<Report, "rule" | "urn">,
  suppressions: readonly Suppression[],
  today: string,
): boolean {
  return suppressions.some((one) => !isExpired(one, today) && isAbout(one, resource));
}

/** What is to be said of suppressions themselves, once a stack was judged. One of a file is none of its business. */
export function ofSuppressions(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  { stackUrn, today }: { readonly stackUrn: string; readonly today: string },
): readonly Report[] {
  const here = suppressions.filter((one) => isOfStack(one, stackUrn) && !(isOfFile(one) && !used.has(one)));
  return toBeSaid(here, used, stackUrn, today);
}

/**
 * The same once files were judged, of those that name one of them.
 *
 * @param configuration - the file that they stand in
 */
export function ofFileSuppressions(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  {
    files,
    configuration,
    today,
  }: { readonly files: readonly string[]; readonly configuration: string; readonly today: string },
): readonly Report[] {
  const here = suppressions.filter(
    (one) =>
      one.stacks === undefined && isOfFile(one) && files.some((file) => isAboutResource(one.resource, file)),
  );
  return toBeSaid(here, used, configuration, today);
}

function toBeSaid(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  urn: string,
  today: string,
): readonly Report[] {
  const report = (message: string): Report => ({
    rule: "suppressions",
    urn,
    severity: "low",
    level: "advisory",
    message,
  });
  return suppressions.flatMap((one) => {
    const what = `the suppression of ${one.rule} on ${one.resource}`;
    if (isExpired(one, today))
      return [
        report(
          `${what}: must be in force, got expired on ${one.expires}; mend the resource, or ask ${one.owner} for another date`,
        ),
      ];
    if (used.has(one)) return [];
    return [report(`${what}: must be needed, got no finding that it takes away; remove it`)];
  });
}

/** Whether it is meant for a file rather than for a resource. */
function isOfFile({ resource }: Suppression): boolean {
  return !resource.startsWith("urn:") && resource.endsWith(".json");
}

function isAboutResource(pattern: string, urn: string): boolean {
  if (!isUrn(urn)) return standsFor(pattern, urn);
  return standsFor(pattern, pattern.startsWith("urn:") ? urn : (urn.split("::").at(-1) ?? ""));
}
