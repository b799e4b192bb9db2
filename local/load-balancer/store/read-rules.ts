/** What the store says of rules, in our shapes. Pure. */
import { isIP } from "node:net";
import type * as elb from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Action, Condition, Forward, Rule } from "../model";

/** Lowest priority first, the default rule last. */
export function readRules(rules: readonly elb.Rule[]): Rule[] {
  return rules
    .map(({ RuleArn = "", Priority, Conditions = [], Actions = [] }) => ({
      arn: RuleArn,
      priority: Priority === "default" ? undefined : Number(Priority),
      conditions: Conditions.map(readCondition),
      action: readAction(Actions),
    }))
    .sort((a, b) => (a.priority ?? Infinity) - (b.priority ?? Infinity));
}

function readCondition(condition: elb.RuleCondition): Condition {
  const { Field = "none", Values = [] } = condition;
  const unknown = { field: "unknown", name: Field } as const;
  switch (Field) {
    case "host-header":
    case "path-pattern": {
      const config = Field === "host-header" ? condition.HostHeaderConfig : condition.PathPatternConfig;
      const patterns = config?.Values ?? Values;
      return patterns.length === 0
        ? { field: "unknown", name: `${Field} by expression` }
        : { field: Field, patterns };
    }
    case "http-header": {
      const { HttpHeaderName, Values: patterns } = condition.HttpHeaderConfig ?? {};
      return HttpHeaderName === undefined || patterns === undefined
        ? { field: "unknown", name: `${Field} by expression` }
        : { field: Field, name: HttpHeaderName, patterns };
    }
    case "http-request-method":
      return { field: Field, methods: condition.HttpRequestMethodConfig?.Values ?? [] };
    case "query-string": {
      const pairs = condition.QueryStringConfig?.Values ?? [];
      return {
        field: Field,
        pairs: pairs.map(({ Key, Value = "" }) => ({
          ...(Key === undefined ? {} : { key: Key }),
          value: Value,
        })),
      };
    }
    case "source-ip": {
      const ranges = condition.SourceIpConfig?.Values ?? [];
      const wrong = ranges.find((range) => !isRange(range));
      return wrong === undefined ? { field: Field, ranges } : { field: "unknown", name: `${Field} ${wrong}` };
    }
    default:
      return unknown;
  }
}

/** The store takes any text for one. */
function isRange(range: string): boolean {
  const [address = "", bits = "", ...more] = range.split("/");
  const most = isIP(address) === 6 ? 128 : 32;
  return more.length === 0 && isIP(address) !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

const ROUTING: readonly (string | undefined)[] = ["forward", "fixed-response", "redirect"];

/** Whatever comes before the routing is not modelled, and then the routing is not done either. */
function readAction(actions: readonly elb.Action[]): Action {
  const action = actions.find(({ Type }) => !ROUTING.includes(Type)) ?? actions[0];
  const type: string = action?.Type ?? "none";
  switch (type) {
    case "forward":
      return readForward(action ?? {});
    case "fixed-response": {
      const {
        StatusCode = "200",
        ContentType = "text/plain",
        MessageBody = "",
      } = action?.FixedResponseConfig ?? {};
      return {
        type: "fixed-response",
        statusCode: Number(StatusCode),
        contentType: ContentType,
        messageBody: MessageBody,
      };
    }
    case "redirect": {
      const config = action?.RedirectConfig;
      return {
        type: "redirect",
        statusCode: config?.StatusCode === "HTTP_301" ? 301 : 302,
        protocol: config?.Protocol ?? "#{protocol}",
        host: config?.Host ?? "#{host}",
        port: config?.Port ?? "#{port}",
        path: config?.Path ?? "/#{path}",
        query: config?.Query ?? "#{query}",
      };
    }
    default:
      return { type: "unknown", name: type };
  }
}

function readForward({ ForwardConfig, TargetGroupArn }: Partial<elb.Action>): Forward {
  const { TargetGroups, TargetGroupStickinessConfig: sticky } = ForwardConfig ?? {};
  const groups = TargetGroups ?? [{ TargetGroupArn, Weight: 1 }];
  return {
    type: "forward",
    targetGroups: groups.map((group) => ({ arn: group.TargetGroupArn ?? "", weight: group.Weight ?? 1 })),
    stickySeconds: sticky?.Enabled === true ? (sticky.DurationSeconds ?? 3600) : undefined,
  };
}
