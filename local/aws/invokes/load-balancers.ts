/** Look-ups of load balancers and listeners that the local AWS holds, by their ARNs. */
import { Refusal, shown } from "../../../refusal/refusal";
import { AwsError } from "../provider/errors";
import { text, type Place } from "../rows/row";
import { isValues, type Values } from "../../../wire/values";
import type { Answer, Looked } from "./index";

export const getListener: Answer = (args, place, store) =>
  byArn("aws:lb/listener:Listener", "ListenerNotFound: One or more listeners not found", args, place, store);

export const getLoadBalancer: Answer = (args, place, store) =>
  byArn(
    "aws:lb/loadBalancer:LoadBalancer",
    "LoadBalancerNotFound: One or more load balancers not found",
    args,
    place,
    store,
  );

/** Of a rule's actions just what forwards, in the lists in which the real data source has blocks. */
export const getListenerRule: Answer = (args, place, store) => {
  const type = "aws:lb/listenerRule:ListenerRule";
  const rule = byArn(type, "RuleNotFound: One or more rules not found", args, place, store);
  const actions = Array.isArray(rule["actions"]) ? rule["actions"].filter(isValues) : [];
  return {
    ...rule,
    actions: actions.map(({ forward, order, type: kind }) => ({
      forwards: isValues(forward) ? [{ targetGroups: forward["targetGroups"] ?? [] }] : [],
      order: order ?? 1,
      type: kind ?? "",
    })),
    conditions: [],
    transforms: [],
  };
};

function byArn(type: string, error: string, args: Values, { region }: Place, store: Looked): Values {
  const others = Object.keys(args).filter((key) => !["arn", "region"].includes(key));
  if (others.length > 0)
    throw new Refusal({
      property: others.join(", "),
      rule: "left out, as the local AWS looks these up by their ARN alone",
      got: shown(args[others[0] ?? ""]),
      remedy: "give arn",
    });
  const wanted = text(args, "arn");
  const found = store
    .list(type)
    .find(({ properties }) => properties["region"] === region && properties["arn"] === wanted);
  const [code = "", message = ""] = error.split(": ");
  if (found === undefined) throw new AwsError(code, message);
  const { properties } = found;
  return { ...properties, id: wanted, tags: properties["tagsAll"] ?? {} };
}
