/** Elastic Load Balancing: listeners and their rules, which the release changes too. */
import * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import { isValues, type Value, type Values } from "../../../wire/values";
import { calling, type Clients } from "../clients";
import { given, text, type Mirrored } from "../mirrored";
import { tagList } from "../tags";
import { lower, reversed, upper } from "../words";
import { retagArn, tagsOfArn } from "./load-balancers";

const ACTION_WORDS = {
  arn: "TargetGroupArn",
  authenticateCognito: "AuthenticateCognitoConfig",
  authenticateOidc: "AuthenticateOidcConfig",
  duration: "DurationSeconds",
  fixedResponse: "FixedResponseConfig",
  forward: "ForwardConfig",
  redirect: "RedirectConfig",
  stickiness: "TargetGroupStickinessConfig",
};

/** The actions as AWS takes them. */
export function toActions(value: Value | undefined): elb.Action[] {
  return upper(value ?? [], ACTION_WORDS) as unknown as elb.Action[];
}

/** The actions as the program has them. */
export function fromActions(actions: elb.Action[] | undefined): Value {
  return (actions ?? []).map((action) => {
    const { arn, ...others } = lower(withoutOff(action), reversed(ACTION_WORDS)) as Values;
    return arn === undefined ? others : { ...others, targetGroupArn: arn };
  });
}

/** Stickiness that is off is none in the program, where it would need a duration. */
function withoutOff(action: elb.Action): elb.Action {
  const { ForwardConfig: forward } = action;
  if (forward?.TargetGroupStickinessConfig?.Enabled !== false) return action;
  return { ...action, ForwardConfig: { TargetGroups: forward.TargetGroups } };
}

const FIELDS: Readonly<Record<string, string>> = {
  hostHeader: "host-header",
  httpHeader: "http-header",
  httpRequestMethod: "http-request-method",
  pathPattern: "path-pattern",
  sourceIp: "source-ip",
};

/** The conditions as AWS takes them: one of each kind of the program's. */
export function toConditions(value: Value | undefined): elb.RuleCondition[] {
  const conditions = Array.isArray(value) ? value.filter(isValues) : [];
  return conditions.flatMap((condition) =>
    Object.entries(condition).map(([name, config]): elb.RuleCondition => {
      if (name === "queryStrings")
        return { Field: "query-string", QueryStringConfig: { Values: upper(config) as never } };
      const key = `${name.charAt(0).toUpperCase()}${name.slice(1)}Config`;
      return { Field: FIELDS[name] ?? name, [key]: upper(config) };
    }),
  );
}

function fromConditions(conditions: elb.RuleCondition[] | undefined): Value {
  return (conditions ?? []).map((condition) => {
    const query = condition.QueryStringConfig?.Values;
    if (query !== undefined) return { queryStrings: lower(query) };
    const [[key, config] = ["", {}]] = Object.entries(condition).filter(([name]) => name.endsWith("Config"));
    const name = key.charAt(0).toLowerCase() + key.slice(1).replace(/Config$/, "");
    return { [name]: lower(config) };
  });
}

function certificates({ certificateArn }: Values) {
  return typeof certificateArn === "string" ? { Certificates: [{ CertificateArn: certificateArn }] } : {};
}

function protocol(properties: Values) {
  return {
    ...given("Port", properties["port"]),
    ...given("Protocol", properties["protocol"]),
    ...given("SslPolicy", properties["sslPolicy"]),
    ...certificates(properties),
  };
}

const listener: Mirrored = {
  gone: ["ListenerNotFoundException", "LoadBalancerNotFoundException"],
  create: (to, { id, properties }) => {
    const input = {
      LoadBalancerArn: text(properties, "loadBalancerArn"),
      ...protocol(properties),
      DefaultActions: toActions(properties["defaultActions"]),
      Tags: tagList(properties),
    };
    return calling([id], () =>
      to.of(elb.ElasticLoadBalancingV2Client).send(new elb.CreateListenerCommand(input)),
    );
  },
  update: async (to, mirror, sent, before) => {
    const { id, properties } = mirror;
    await retagArn(to, mirror, sent, before);
    if ([...sent].every((name) => name === "tags")) return;
    // Port, protocol and certificate go again whatever changed; the default actions do not.
    const actions = sent.has("defaultActions")
      ? { DefaultActions: toActions(properties["defaultActions"]) }
      : {};
    const input = { ListenerArn: id, ...protocol(properties), ...actions };
    await to.of(elb.ElasticLoadBalancingV2Client).send(new elb.ModifyListenerCommand(input));
  },
  remove: (to, { id }) =>
    to.of(elb.ElasticLoadBalancingV2Client).send(new elb.DeleteListenerCommand({ ListenerArn: id })),
  read: async (to, { id }) => {
    const asked = new elb.DescribeListenersCommand({ ListenerArns: [id] });
    const { Listeners: [found] = [] } = await to.of(elb.ElasticLoadBalancingV2Client).send(asked);
    return (
      found && {
        defaultActions: fromActions(found.DefaultActions),
        loadBalancerArn: found.LoadBalancerArn ?? "",
        port: found.Port ?? 0,
        protocol: found.Protocol ?? "",
        tagsAll: await tagsOfArn(to, id),
      }
    );
  },
};

async function modifyRule(
  to: Clients,
  id: string,
  properties: Values,
  sent: ReadonlySet<string>,
): Promise<void> {
  const client = to.of(elb.ElasticLoadBalancingV2Client);
  const Priority = Number(text(properties, "priority"));
  if (sent.has("priority"))
    await client.send(new elb.SetRulePrioritiesCommand({ RulePriorities: [{ RuleArn: id, Priority }] }));
  if (!sent.has("actions") && !sent.has("conditions")) return;
  const input = {
    RuleArn: id,
    ...(sent.has("actions") ? { Actions: toActions(properties["actions"]) } : {}),
    ...(sent.has("conditions") ? { Conditions: toConditions(properties["conditions"]) } : {}),
  };
  await client.send(new elb.ModifyRuleCommand(input));
}

const listenerRule: Mirrored = {
  gone: ["RuleNotFoundException", "ListenerNotFoundException"],
  create: (to, { id, properties }) => {
    const input = {
      ListenerArn: text(properties, "listenerArn"),
      Priority: Number(text(properties, "priority")),
      Conditions: toConditions(properties["conditions"]),
      Actions: toActions(properties["actions"]),
      Tags: tagList(properties),
    };
    return calling([id], () =>
      to.of(elb.ElasticLoadBalancingV2Client).send(new elb.CreateRuleCommand(input)),
    );
  },
  update: async (to, mirror, sent, before) => {
    await retagArn(to, mirror, sent, before);
    await modifyRule(to, mirror.id, mirror.properties, sent);
  },
  remove: (to, { id }) =>
    to.of(elb.ElasticLoadBalancingV2Client).send(new elb.DeleteRuleCommand({ RuleArn: id })),
  read: async (to, { id, properties }) => {
    const asked = new elb.DescribeRulesCommand({ RuleArns: [id] });
    const { Rules: [found] = [] } = await to.of(elb.ElasticLoadBalancingV2Client).send(asked);
    return (
      found && {
        actions: fromActions(found.Actions),
        conditions: fromConditions(found.Conditions),
        listenerArn: properties["listenerArn"] ?? "",
        priority: Number(found.Priority),
        tagsAll: await tagsOfArn(to, id),
      }
    );
  },
};

export const ofListeners = {
  "aws:lb/listener:Listener": listener,
  "aws:lb/listenerRule:ListenerRule": listenerRule,
};
