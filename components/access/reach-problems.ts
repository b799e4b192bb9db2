/** What a stage needs besides its own, checked: everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import { ACCOUNT } from "./account-names";
import type { Place } from "./place";
import {
  MANAGED_POLICY_CHARACTERS,
  reachText,
  stageReach,
  type FurtherPermission,
  type ReachOf,
} from "./reach";
import { hasWildcard, mayBegin, standsFor } from "../../naming/wildcard";

const ACTION = /^[a-z0-9-]+:[A-Za-z*]+$/;
/** With these the boundary would be a way out of itself. */
const NEVER = /^(?:iam|sts|organizations|account|sso|sso-directory|identitystore|ram|rolesanywhere):/;
/** With these a session on another's instance would be had. */
const NEVER_EITHER = ["ssm:sendcommand", "ssm:startsession"];
const RESOURCE = /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|aws)?:(?![*?])[^\s$]+$/;

export function furtherProblems(
  further: readonly (Unchecked<FurtherPermission> | undefined)[],
  path: string,
  project: string | undefined,
): Problem[] {
  return further.flatMap((one, index) => {
    const { actions = [], resources = [] } = one ?? {};
    const at = `${path}[${index}]`;
    return [
      ...listProblems(actions, `${at}.actions`, ACTION_RULE, isFurtherAction),
      ...listProblems(
        resources,
        `${at}.resources`,
        RESOURCE_RULE,
        (text) => RESOURCE.test(text) && !isKept(text, project),
      ),
    ];
  });
}

const ACTION_RULE =
  "an action of one service (rds-db:connect), of none that gives permissions (IAM, STS, …) or a shell";

const RESOURCE_RULE =
  "an ARN, or the beginning of some, with a name in it; not the account's state, and of keys one each";

function isFurtherAction(text: string): boolean {
  const action = text.toLowerCase();
  return ACTION.test(text) && !NEVER.test(text) && !NEVER_EITHER.some((never) => standsFor(action, never));
}

/** Whether it may stand for the bucket with the state of all stages, or for keys without saying which. */
function isKept(arn: string, project: string | undefined): boolean {
  const [, , service, , , ...rest] = arn.split(":");
  const name = rest.join(":");
  if (service === "kms") return !name.startsWith("key/") || hasWildcard(name);
  const [bucket = ""] = name.split("/");
  return service === "s3" && project !== undefined && mayBegin(bucket, `${project}-${ACCOUNT}-state-`);
}

function listProblems(
  texts: readonly (string | undefined)[],
  path: string,
  rule: string,
  isGood: (text: string) => boolean,
): Problem[] {
  if (texts.length === 0) return [{ property: path, rule: "at least one", got: "[]", remedy: "name one" }];
  return texts.flatMap((text, index) =>
    text !== undefined && isGood(text)
      ? []
      : [{ property: `${path}[${index}]`, rule, got: shown(text), remedy: "name exactly what is needed" }],
  );
}

/** Whether the whole document is one that IAM takes as a boundary. */
export function sizeProblems(reach: ReachOf, place: Place, path: string): Problem[] {
  const { length } = reachText(stageReach(reach, place));
  if (length <= MANAGED_POLICY_CHARACTERS) return [];
  const rule = `short enough that the stage's policy has at most ${MANAGED_POLICY_CHARACTERS} characters`;
  return [{ property: path, rule, got: `one with ${length}`, remedy: "join or drop some" }];
}
