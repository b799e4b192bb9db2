/** What a stage needs besides its own, checked: everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";
import type { Place } from "./place";
import { MANAGED_POLICY_CHARACTERS, stageReach, type FurtherPermission, type ReachOf } from "./reach";

const ACTION = /^[a-z0-9-]+:[A-Za-z*]+$/;
/** With these the boundary would be a way out of itself. */
const NEVER = /^(?:iam|sts|organizations|account|sso|sso-directory|identitystore):/;
const RESOURCE = /^arn:[a-z-]+:[a-z0-9-]+:[a-z0-9-]*:(?:\d{12}|aws)?:[^\s]+$/;

export function furtherProblems(
  further: readonly (Unchecked<FurtherPermission> | undefined)[],
  path: string,
): Problem[] {
  return further.flatMap((one, index) => {
    const { actions = [], resources = [] } = one ?? {};
    const at = `${path}[${index}]`;
    return [
      ...listProblems(
        actions,
        `${at}.actions`,
        ACTION_RULE,
        (text) => ACTION.test(text) && !NEVER.test(text),
      ),
      ...listProblems(resources, `${at}.resources`, "an ARN, or the beginning of some", (text) =>
        RESOURCE.test(text),
      ),
    ];
  });
}

const ACTION_RULE = "an action of one service (rds-db:connect), of none that gives permissions (IAM, STS, …)";

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
  const { length } = JSON.stringify(stageReach(reach, place));
  if (length <= MANAGED_POLICY_CHARACTERS) return [];
  const rule = `short enough that the stage's policy has at most ${MANAGED_POLICY_CHARACTERS} characters`;
  return [{ property: path, rule, got: `one with ${length}`, remedy: "join or drop some" }];
}
