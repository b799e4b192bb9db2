/** Nobody gets every action of a service: those that are needed have names. */
import { shown } from "../../refusal/refusal";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { actionsMatching, changes } from "../iam/data/matching";
import type { Document, Statement, Text } from "../iam/model";
import { assumingActions, readingActions, servicesOf } from "../iam/reading-actions";
import { namesEverything } from "../iam/reasoning/administrator";
import { isCancelled } from "../iam/reasoning/cancelled";
import { denialsOn } from "../iam/reasoning/denials";
import { isOwners } from "../iam/reasoning/owner";
import { isAction, isEveryAction } from "../iam/reasoning/resources";
import { all, not, some, UNKNOWN, type Truth, type Value, type Values } from "../value";
import { keyOf, listed, writtenStatement } from "../iam/written";

export const serviceWildcard = documentRule({
  id: "service-wildcard",
  description: "An Allow names the actions that are needed, not every action of a service.",
  reason:
    "Every action of a service includes those that nobody thought of: to change who may use a resource, to remove it, to let its data out; and those that AWS adds later (https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege).",
  remedy: "Name the actions that are used, or their beginnings, as s3:Get*.",
  level: "advisory",
  severity: "high",
  kinds: ["identity", "resource", "trust"],
  finds: "access",
  settings: {},
  check: (document, { own }) =>
    document.statements.flatMap((statement): readonly DocumentFinding[] => {
      const { place, effect, actions } = statement;
      if (effect !== "Allow" && effect !== UNKNOWN) return [];
      const each = actions.map((text): Judged => ({ text, truth: isWhole(text, statement, document) }));
      const truth = all([
        effect === UNKNOWN ? UNKNOWN : true,
        some(each.map((one) => one.truth)),
        not(namesEverything(statement, document)),
        not(isOwners(statement, own)),
      ]);
      if (truth === UNKNOWN) return [{ notEvaluated: place }];
      const found = each.flatMap(({ text, truth: isFound }) => (isFound === true ? [text] : []));
      const [first] = found;
      if (!truth || first === undefined) return [];
      const fix = fixOf(document, statement, found);
      return [
        {
          place: first.place,
          statement,
          rule: "the actions that are needed",
          got: `${found.map(({ value }) => (value === UNKNOWN ? "" : shown(value))).join(" and ")}, ${what(found)}`,
          remedy:
            fix === undefined
              ? "name those that are used"
              : "name those that are used: the fix has what only reads, to which belongs by name whatever else is needed",
          actions: found.flatMap(({ value }) => (value === UNKNOWN ? [] : [value])),
          ...(fix === undefined ? {} : { fix }),
        },
      ];
    }),
});

interface Judged {
  readonly text: Text;
  readonly truth: Truth;
}

/** Whether a pattern stands for all that changes something in a service, and some of it is left. */
function isWhole({ value }: Text, statement: Statement, document: Document): Truth {
  if (value === UNKNOWN) return UNKNOWN;
  // A word before the first star names a part, even where a service has no other.
  if (!/^[^:]*:[*?]|^\*+$/.test(value)) return false;
  const match = actionsMatching(value);
  if (match.wholeServices.length === 0) return false;
  if (!document.statements.some(({ effect }) => effect !== "Allow")) return true;
  const ofThis = { ...statement, actions: [{ value, place: statement.place }] };
  const whole = isCancelled(ofThis, document).truth;
  if (whole === true) return false;
  // Several Denies may take it away together; of everything nobody lists all.
  if (match.wholeServices.length > 1) return not(whole);
  const denials = denialsOn(statement, document);
  let truth: Truth = false;
  for (const one of match.actions) {
    if (!changes(one)) continue;
    const isTaken = denials.cancel(one);
    if (isTaken === false) return true;
    if (isTaken === UNKNOWN) truth = UNKNOWN;
  }
  return truth;
}

function what(found: readonly Text[]): string {
  const services = new Set(
    found.flatMap(({ value }) => (value === UNKNOWN ? [] : actionsMatching(value).wholeServices)),
  );
  if (found.some(({ value }) => value !== UNKNOWN && isEveryAction(value)))
    return "every action of every service";
  return services.size > 3
    ? `every action of ${services.size} services`
    : `every action of ${[...services].join(" and ")}`;
}

/** With what only reads instead; in a trust policy, with what lets such a principal assume the role. */
function fixOf(document: Document, statement: Statement, found: readonly Text[]): Values | undefined {
  const written = writtenStatement(document, statement.index);
  if (written === undefined || !statement.isComplete) return undefined;
  const key = keyOf(written, "Action");
  const words = found.map(({ value }) => value);
  const left = listed(written[key]).filter((one) => typeof one !== "string" || !words.includes(one));
  const added = found.flatMap(({ value }) =>
    value === UNKNOWN ? [] : [insteadOf(value, statement, document)],
  );
  if (added.some((one) => one.length === 0)) return undefined;
  const isThere = (word: string): boolean =>
    left.some((one) => typeof one === "string" && isAction(one, word));
  const actions: readonly Value[] = [...left, ...new Set(added.flat().filter((one) => !isThere(one)))];
  return { ...written, [key]: actions.length === 1 ? actions[0] : actions };
}

function insteadOf(pattern: string, statement: Statement, document: Document): readonly string[] {
  if (document.kind === "trust") return assumingActions(statement);
  const { wholeServices } = actionsMatching(pattern);
  const services = wholeServices.length === 1 ? wholeServices : servicesOf(statement);
  return services
    .filter((prefix) => wholeServices.includes(prefix))
    .flatMap((prefix) => readingActions(prefix, statement, document));
}
