/** What people send and get is encrypted on its way; plain HTTP only says where to go instead. */
import { atAny, given, is, isGiven, not } from "../aws/input";
import { plainTexts } from "../aws/plain-text";
import { at, type Found } from "../iam/grants";
import { shown } from "../../refusal/refusal";
import { resourceRule, type Finding } from "../rule";
import { ports } from "../configuration/setting";
import { all, isValues, some, UNKNOWN, type Truth, type Values } from "../value";

const LISTENERS = ["aws:alb/listener:Listener", "aws:lb/listener:Listener"];
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";

export const plainHttp = resourceRule({
  id: "plain-http",
  description: "Nothing is served or delivered by plain HTTP.",
  reason:
    "Whoever is on the way reads and changes it: sessions, passwords, pages (https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-1).",
  remedy: "Listen on HTTPS with a certificate, and let HTTP only redirect there.",
  level: "advisory",
  severity: "medium",
  types: new Set([...LISTENERS, CLASSIC, ...Object.keys(plainTexts)]),
  settings: {
    allowedPorts: ports("The ports on which a load balancer may serve plain HTTP.", []),
  },
  check: ({ type, inputs }, { settings: { allowedPorts } }) => {
    if (LISTENERS.includes(type)) return ofListener(inputs, allowedPorts);
    return type === CLASSIC ? ofClassic(inputs, allowedPorts) : ofInput(type, inputs);
  },
});

/** What a listener does where no rule of its own says otherwise. */
function ofListener(inputs: Values, allowedPorts: readonly number[]): readonly Finding[] {
  const isAllowed = is(inputs["port"], ...allowedPorts);
  return at(inputs, "defaultActions[]").flatMap(({ property, value }): Finding[] => {
    const serves = value === UNKNOWN ? UNKNOWN : isValues(value) && servesPlain(value);
    const isPlain = all([speaksPlain(inputs), not(isAllowed), serves]);
    if (isPlain === UNKNOWN) return [{ notEvaluated: property }];
    if (!isPlain) return [];
    const got = `${shown(isValues(value) ? value["type"] : value)} by plain HTTP`;
    const remedy = "redirect to protocol HTTPS here, and forward on a listener with a certificate";
    return [{ problem: { property, rule: "a redirect to HTTPS", got, remedy } }];
  });
}

/** The provider takes HTTP for an Application Load Balancer that is not told; others have no HTTP. */
function speaksPlain({ protocol, loadBalancerArn: balancer }: Values): Truth {
  if (isGiven(protocol)) return is(protocol, "HTTP");
  return balancer === UNKNOWN
    ? UNKNOWN
    : typeof balancer === "string" && balancer.includes(":loadbalancer/app/");
}

/** A fixed answer gives nothing away; a redirect that does not say goes where it came by. */
function servesPlain(action: Values): Truth {
  return some([
    is(action["type"], "forward"),
    all([is(action["type"], "redirect"), not(is(given(action, "redirect.protocol"), "HTTPS"))]),
  ]);
}

function ofClassic(inputs: Values, allowedPorts: readonly number[]): readonly Finding[] {
  return at(inputs, "listeners[]").flatMap(({ property, value }): Finding[] => {
    if (value === UNKNOWN) return [{ notEvaluated: property }];
    if (!isValues(value)) return [];
    const where = `${property}.lbProtocol`;
    const isPlain = all([is(value["lbProtocol"], "http", "HTTP"), not(is(value["lbPort"], ...allowedPorts))]);
    if (isPlain === UNKNOWN) return [{ notEvaluated: where }];
    const remedy = "listen on HTTPS, or use an Application Load Balancer, which can redirect there";
    return isPlain ? [{ problem: { property: where, rule: '"https"', got: '"http"', remedy } }] : [];
  });
}

function ofInput(type: string, inputs: Values): readonly Finding[] {
  const plain = plainTexts[type];
  if (plain === undefined) return [];
  const { paths, isPlain, rule, remedy, except } = plain;
  const isExcept = except === undefined ? false : is(inputs[except.input], except.value);
  return atAny(inputs, paths).flatMap(({ property, value }: Found): Finding[] => {
    const isViolated = all([value === UNKNOWN ? UNKNOWN : isPlain(value), not(isExcept)]);
    if (isViolated === UNKNOWN) return [{ notEvaluated: property }];
    if (!isViolated) return [];
    // An address can have a password in it.
    const got = typeof value === "string" && value.includes(":") ? "one with http" : shown(value);
    return [{ problem: { property, rule, got, remedy } }];
  });
}
