/** Who is told, checked: everything wrong said at once. Pure. */
import { shown, type Problem, type Unchecked } from "../../refusal/refusal";

/** Everything wrong with a list of addresses; `path` is where it stands. */
export function notificationProblems(emails: Unchecked<string[]>, path = "approverEmails"): Problem[] {
  return emails.flatMap((email, index) => {
    const problem = (rule: string, remedy: string): Problem[] => [
      { property: `${path}[${index}]`, rule, got: shown(email), remedy },
    ];
    if (email === undefined || !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      return problem("a mail address", "for example releases@shop.example");
    // Two subscriptions of one address are one to AWS: taking out the second would take out the first.
    return emails.indexOf(email) === index ? [] : problem("listed once", "remove one");
  });
}
