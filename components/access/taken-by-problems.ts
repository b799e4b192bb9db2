/** Who may take a role, checked: everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import type { TakenBy } from "./taken-by";
import { hasWildcard, standsFor } from "../../naming/wildcard";

/** One way to take a role. */
export type Way = keyof TakenBy;
const WAYS: readonly Way[] = ["oidc", "rolesAnywhere", "users", "identityCenter"];

/** Roles of machines, of people, and of both. */
export const MACHINES: readonly Way[] = ["oidc", "rolesAnywhere"];
export const PEOPLE: readonly Way[] = ["users", "identityCenter"];
export const CI: readonly Way[] = ["oidc"];

/** Nothing that IAM reads as a variable, and no blank; a repository without wildcards, then anything. */
const SUBJECT = /^(?:repo|project_path):[^:*?$\s/]+(?:\/[^:*?$\s/]+)+:[^$\s]+$/;
const ISSUER = /^(?=.{1,255}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w.-]+)*$/;
const AUDIENCE = /^[^\s$*?]{1,255}$/;
const TRUST_ANCHOR =
  /^arn:[a-z-]+:rolesanywhere:[a-z0-9-]+:\d{12}:trust-anchor\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const COMMON_NAME = /^[^*?$]{1,64}$/;
const USER = /^arn:[a-z-]+:iam::\d{12}:user\/[\w+=,.@/-]+$/;
const PERMISSION_SET = /^[\w+=,.@-]{1,32}$/;
const MFA_SECONDS = { least: 900, most: 129_600 };

/** What else is asked of those who take it. */
export interface Demands {
  /** Whether a subject must say all: no other branch, and no pull request, may pass for the one that is meant. */
  readonly exactSubjects?: boolean;
  /** Whether no pull request may take it: neither by its own subject, nor by one that stands for any. */
  readonly noPullRequests?: boolean;
}

/** Everything wrong with who may take a role; `ways` are those that it has. */
export function takenByProblems(
  takenBy: Unchecked<TakenBy>,
  path: string,
  ways: readonly Way[],
  demands: Demands = {},
): Problem[] {
  const given = WAYS.filter((way) => takenBy[way] !== undefined);
  const others = given.filter((way) => !ways.includes(way));
  const { oidc, rolesAnywhere, users, identityCenter } = takenBy;
  return [
    ...(given.length > 0
      ? []
      : [problem(path, `given with ${ways.join(" or ")}`, takenBy, "say who may take the role")]),
    ...others.map((way) =>
      problem(
        `${path}.${way}`,
        `left out, as this role is taken by ${ways.join(" or ")}`,
        takenBy[way],
        "remove it",
      ),
    ),
    ...(oidc === undefined ? [] : tokenProblems(oidc, `${path}.oidc`, demands)),
    ...(rolesAnywhere === undefined ? [] : certificateProblems(rolesAnywhere, `${path}.rolesAnywhere`)),
    ...(users === undefined ? [] : userProblems(users, `${path}.users`)),
    ...(identityCenter === undefined ? [] : permissionSetProblems(identityCenter, `${path}.identityCenter`)),
  ];
}

function problem(property: string, rule: string, got: unknown, remedy: string): Problem {
  return { property, rule, got: shown(got), remedy };
}

function tokenProblems(
  { issuer, audience, subjects = [] }: Unchecked<NonNullable<TakenBy["oidc"]>>,
  path: string,
  { exactSubjects: exact = false, noPullRequests = exact }: Demands,
): Problem[] {
  const rule =
    "repo:<owner>/<name>:<what> or project_path:<group>/<name>:<what>, its repository without wildcards" +
    (exact ? ", what follows it, too, and no pull request" : noPullRequests ? ", and no pull request" : "");
  const isGood = (subject: string | undefined): boolean =>
    subject !== undefined &&
    SUBJECT.test(subject) &&
    !(exact && hasWildcard(subject)) &&
    !(noPullRequests && standsFor(subject.replace(/^[^:]*:[^:]*:/, ""), "pull_request"));
  return [
    ...(issuer === undefined || ISSUER.test(issuer) ? [] : [issuerProblem(`${path}.issuer`, issuer)]),
    ...(audience === undefined || AUDIENCE.test(audience)
      ? []
      : [problem(`${path}.audience`, "1 to 255 characters without wildcards", audience, "change it")]),
    ...(subjects.length > 0 ? [] : [problem(`${path}.subjects`, "at least one", subjects, "name one")]),
    ...subjects.flatMap((subject, index) =>
      isGood(subject)
        ? []
        : [problem(`${path}.subjects[${index}]`, rule, subject, "name the one repository")],
    ),
  ];
}

/** What is wrong with who issues tokens. */
export function issuerProblem(property: string, issuer: unknown): Problem {
  const rule = "a host and, where it has one, a path, without https:// and without a slash at its end";
  return problem(property, rule, issuer, "for example token.actions.githubusercontent.com");
}

export function isIssuer(text: string): boolean {
  return ISSUER.test(text);
}

function certificateProblems(
  { trustAnchorArn, commonName }: Unchecked<NonNullable<TakenBy["rolesAnywhere"]>>,
  path: string,
): Problem[] {
  return [
    ...(trustAnchorArn !== undefined && TRUST_ANCHOR.test(trustAnchorArn)
      ? []
      : [
          problem(
            `${path}.trustAnchorArn`,
            "the ARN of a trust anchor",
            trustAnchorArn,
            "use trustAnchorArn of the account's bootstrap",
          ),
        ]),
    ...(commonName !== undefined && COMMON_NAME.test(commonName)
      ? []
      : [
          problem(
            `${path}.commonName`,
            "1 to 64 characters without wildcards",
            commonName,
            "name the machine's certificate",
          ),
        ]),
  ];
}

function userProblems(
  { userArns = [], mfaMaxAgeSeconds }: Unchecked<NonNullable<TakenBy["users"]>>,
  path: string,
): Problem[] {
  const { least, most } = MFA_SECONDS;
  const age = mfaMaxAgeSeconds ?? least;
  return [
    ...(userArns.length > 0 ? [] : [problem(`${path}.userArns`, "at least one", userArns, "name one")]),
    ...userArns.flatMap((user, index) =>
      user !== undefined && USER.test(user)
        ? []
        : [
            problem(
              `${path}.userArns[${index}]`,
              "the ARN of an IAM user, as sessions of roles carry no second factor",
              user,
              "name a user, or use identityCenter",
            ),
          ],
    ),
    ...(Number.isInteger(age) && age >= least && age <= most
      ? []
      : [problem(`${path}.mfaMaxAgeSeconds`, `a whole number from ${least} to ${most}`, age, "use 3600")]),
  ];
}

function permissionSetProblems(
  { permissionSets = [] }: Unchecked<NonNullable<TakenBy["identityCenter"]>>,
  path: string,
): Problem[] {
  const rule = "the name of a permission set: 1 to 32 letters, digits and _ + = , . @ -";
  return [
    ...(permissionSets.length > 0
      ? []
      : [problem(`${path}.permissionSets`, "at least one", permissionSets, "name one")]),
    ...permissionSets.flatMap((name, index) =>
      name !== undefined && PERMISSION_SET.test(name)
        ? []
        : [problem(`${path}.permissionSets[${index}]`, rule, name, "copy it from Identity Center")],
    ),
  ];
}
