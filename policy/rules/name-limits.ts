/** Names are as AWS takes them: what it would refuse half-way through an update is said before. */
import { limits, type NameLimit } from "../../naming/limits";
import { shown } from "../../refusal/refusal";
import { named, nameOf } from "../names/given";
import { resourceRule } from "../rule";
import { UNKNOWN, type Values } from "../value";

type Limit = Pick<NameLimit, "length" | "pattern" | "source">;

/** By type; where ours are stricter than AWS, what AWS takes. */
const LIMITS: ReadonlyMap<string, Limit> = new Map<string, Limit>([
  ...Object.entries(limits).map(([type, limit]): [string, Limit] => [type.split("#")[0] ?? type, limit]),
  ["aws:alb/loadBalancer:LoadBalancer", limits["aws:lb/loadBalancer:LoadBalancer"]],
  ["aws:alb/targetGroup:TargetGroup", limits["aws:lb/targetGroup:TargetGroup"]],
  ...["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"].map((type): [string, Limit] => [
    type,
    {
      ...limits["aws:s3/bucket:Bucket"],
      // Dots are taken, too, but neither two of them nor an IP address.
      pattern:
        /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*\.\.)(?!\d+\.\d+\.\d+\.\d+$)(?!.*(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    },
  ]),
]);

const TOPIC = "aws:sns/topic:Topic";

export const nameLimits = resourceRule({
  id: "name-limits",
  description: "No name is longer than AWS takes, or has characters that it refuses.",
  reason: "AWS refuses such a name when the update has begun, and the update stops there.",
  remedy: "Shorten the name, or change its characters.",
  level: "mandatory",
  severity: "medium",
  types: new Set([...LIMITS.keys()].filter((type) => named.has(type))),
  settings: {},
  check: (resource) => {
    const limit = LIMITS.get(resource.type);
    const { property, name } = nameOf(resource) ?? { property: "", name: undefined };
    // Of a prefix one cannot tell how long the name will be.
    if (limit === undefined || name === undefined || property.endsWith("Prefix")) return [];
    if (name === UNKNOWN) return [{ notEvaluated: property }];
    const { length, pattern, source } = limit;
    const remedy = `change it, see ${source}`;
    if (name.length > length) {
      const [rule, got] = [`at most ${length} characters`, `${shown(name)}, ${name.length} characters`];
      return [{ problem: { property, rule, got, remedy } }];
    }
    if (pattern.test(judged(name, resource))) return [];
    const rule = `a name that AWS takes (${pattern.source})`;
    return [{ problem: { property, rule, got: shown(name), remedy } }];
  },
});

/** The end that a first-in-first-out topic must have is not part of the pattern. */
function judged(name: string, { type, inputs }: { readonly type: string; readonly inputs: Values }): string {
  return type === TOPIC && inputs["fifoTopic"] === true ? name.replace(/\.fifo$/, "") : name;
}
