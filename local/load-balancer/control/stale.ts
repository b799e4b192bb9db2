/**
 * Describes that lag: for a while after a change, every second describe or so still tells what was there before, and
 * one that was new may be followed by one that is old.
 */
import type { Clock } from "../../clock/clock";
import type { Random } from "../../random";
import type { Call } from "./call";
import { replaceMembers, splitMembers } from "./members";

interface Kind {
  readonly describe: string;
  readonly list: string;
  /** How an entry names itself, and a describe asks for it. */
  readonly arn: string;
  readonly arns: string;
}

const RULES: Kind = { describe: "DescribeRules", list: "Rules", arn: "RuleArn", arns: "RuleArns" };
const LISTENERS: Kind = {
  describe: "DescribeListeners",
  list: "Listeners",
  arn: "ListenerArn",
  arns: "ListenerArns",
};
const GROUPS: Kind = {
  describe: "DescribeTargetGroups",
  list: "TargetGroups",
  arn: "TargetGroupArn",
  arns: "TargetGroupArns",
};
const CHANGES: Readonly<Record<string, Kind>> = {
  ModifyRule: RULES,
  SetRulePriorities: RULES,
  ModifyListener: LISTENERS,
  ModifyTargetGroup: GROUPS,
};

export class Stale {
  /** What was there before, by ARN. */
  private readonly before = new Map<string, { readonly member: string; readonly until: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly mostSeconds: number,
  ) {}

  /**
   * Keeps what a change is about to change; `ask` gives the store's answer to a call. To be called before the change,
   * and what it gives after it, when it was made.
   */
  async changing(call: Call, ask: (body: string) => Promise<string>): Promise<() => void> {
    const kind = CHANGES[call.action];
    if (kind === undefined || this.mostSeconds === 0) return () => undefined;
    const priorities = call.list("RulePriorities").flatMap((entry) => entry.get("RuleArn") ?? []);
    const arns = [call.get(kind.arn) ?? priorities].flat();
    const asked = arns.map((arn, index): [string, string] => [`${kind.arns}.member.${index + 1}`, arn]);
    const form = new URLSearchParams([["Action", kind.describe], ["Version", "2015-12-01"], ...asked]);
    const xml = await ask(form.toString());
    return () => {
      const until = this.clock.now() + this.random() * this.mostSeconds * 1000;
      for (const arn of arns) {
        const member = membersOf(xml, kind).find((one) => names(one, kind, arn));
        if (member !== undefined) this.before.set(arn, { member, until });
      }
    };
  }

  /** The answer as it is told. */
  told(action: string, xml: string): string {
    const kind = Object.values(CHANGES).find(({ describe }) => describe === action);
    for (const [arn, { until }] of this.before) if (until <= this.clock.now()) this.before.delete(arn);
    if (kind === undefined || this.before.size === 0 || this.random() < 0.5) return xml;
    return replaceMembers(xml, kind.list, (member) => {
      const old = [...this.before].find(([arn]) => names(member, kind, arn));
      return old?.[1].member ?? member;
    });
  }
}

function membersOf(xml: string, { list }: Kind): string[] {
  const start = xml.indexOf(`<${list}>`);
  return start === -1 ? [] : splitMembers(xml.slice(start + list.length + 2, xml.lastIndexOf(`</${list}>`)));
}

function names(member: string, { arn: element }: Kind, arn: string): boolean {
  return member.includes(`<${element}>${arn}</${element}>`);
}
