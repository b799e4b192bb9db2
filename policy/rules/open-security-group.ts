/** From everywhere one gets only to the ports that are meant for everybody. */
import { shown } from "../../refusal/refusal";
import { isEverybody } from "../aws/address-range";
import { is } from "../aws/input";
import { at, type Found } from "../iam/grants";
import { resourceRule, type Finding } from "../rule";
import { ports } from "../configuration/setting";
import { all, isValues, UNKNOWN, type Truth, type Value, type Values } from "../value";

/** It lets in, or out. */
const EITHER_WAY = "aws:ec2/securityGroupRule:SecurityGroupRule";

/** Where a type has its rules that let in; `""` is the resource itself. */
const INGRESS: Readonly<Record<string, string>> = {
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "ingress[]",
  "aws:ec2/securityGroup:SecurityGroup": "ingress[]",
  [EITHER_WAY]: "",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "",
};

/** The sources of a rule: which is a list depends on the type. Prefix lists and groups are somebody's own. */
const SOURCES = ["cidrBlocks[]", "ipv6CidrBlocks[]", "cidrIpv4", "cidrIpv6"];

/** What has ports, by name and number (https://www.iana.org/assignments/protocol-numbers). */
const WITH_PORTS = ["tcp", "6", "udp", "17"];
/** Its messages have types where others have ports; a ping opens nothing. */
const MESSAGES = ["icmp", "1", "icmpv6", "58"];

export const openSecurityGroup = resourceRule({
  id: "open-security-group",
  description: "No security group lets everybody in, but to the ports that are for everybody.",
  reason:
    "What everybody reaches is found by scanners within minutes, and attacked: SSH, databases, admin pages (https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-18).",
  remedy: "Name the address ranges, a prefix list or a security group; or the port in `allowedPorts`.",
  level: "mandatory",
  severity: "high",
  types: new Set(Object.keys(INGRESS)),
  settings: {
    allowedPorts: ports("The ports of TCP and UDP that everybody may reach.", [80, 443]),
  },
  check: ({ type, inputs }, { settings: { allowedPorts } }) => {
    const path = INGRESS[type];
    const rules = path === "" ? [{ property: "", value: inputs }] : at(inputs, path);
    const letsIn = type === EITHER_WAY ? is(inputs["type"], "ingress") : true;
    return rules.flatMap((rule) => inRule(rule, letsIn, new Set(allowedPorts)));
  },
});

function inRule(
  { property, value: rule }: Found,
  letsIn: Truth,
  allowed: ReadonlySet<number>,
): readonly Finding[] {
  if (rule === UNKNOWN) return [{ notEvaluated: property }];
  if (!isValues(rule)) return [];
  const reached = reach(rule, allowed);
  return SOURCES.flatMap((path) => at(rule, path)).flatMap((source): Finding[] => {
    const where = property === "" ? source.property : `${property}.${source.property}`;
    const isOpen = all([letsIn, fromEverybody(source.value), reached.tooMuch]);
    if (isOpen === UNKNOWN) return [{ notEvaluated: where }];
    return isOpen ? [violation(where, source.value, reached.what, allowed)] : [];
  });
}

function violation(property: string, block: Value, what: string, allowed: ReadonlySet<number>): Finding {
  const rule = "limited to address ranges that are known, a prefix list or a security group";
  const open = [...allowed].join(", ") || "none";
  const remedy = `name who needs it, or, if it is for everybody, the port in allowedPorts (now ${open})`;
  return { problem: { property, rule, got: `${shown(block)} on ${what}`, remedy } };
}

function fromEverybody(block: Value): Truth {
  return block === UNKNOWN ? UNKNOWN : typeof block === "string" && isEverybody(block);
}

interface Reach {
  /** Whether a port is among it that is not for everybody. */
  readonly tooMuch: Truth;
  readonly what: string;
}

function reach(rule: Values, allowed: ReadonlySet<number>): Reach {
  const protocol = rule["protocol"] ?? rule["ipProtocol"];
  if (protocol === UNKNOWN) return { tooMuch: UNKNOWN, what: "what is not known yet" };
  const name = typeof protocol === "string" ? protocol.toLowerCase() : "";
  if (MESSAGES.includes(name)) return { tooMuch: false, what: "messages" };
  // -1 is every protocol; and AWS lets all of any other in, whatever ports are given.
  return WITH_PORTS.includes(name) ? portsOf(rule, allowed) : { tooMuch: true, what: "every port" };
}

function portsOf({ fromPort: from, toPort: to }: Values, allowed: ReadonlySet<number>): Reach {
  const ends = [from, to].filter((end) => end !== UNKNOWN);
  if (!ends.every((end) => typeof end === "number") || ends.includes(-1))
    return { tooMuch: true, what: "every port" };
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const inside = [...allowed].filter((port) => low <= port && port <= high);
  // With one end unknown the range is at least the other.
  const isBeyond = ends.length > 0 && inside.length < high - low + 1;
  const what = low === high ? `port ${low}` : `ports ${low} to ${high}`;
  return { tooMuch: isBeyond || (ends.length === 2 ? false : UNKNOWN), what };
}
