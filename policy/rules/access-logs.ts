/** Who asked for what is written down, where people and strangers come in. */
import { given, is, isGiven, isGivenAt, isOn, not } from "../aws/input";
import { resourceRule, type Finding } from "../rule";
import { someOf } from "../configuration/setting";
import { all, some, UNKNOWN, type Truth, type Values } from "../value";

const KINDS = ["apis", "buckets", "distributions", "loadBalancers"] as const;
type Kind = (typeof KINDS)[number];

/** A door, and what its resource says of its log. */
interface Door {
  readonly kind: Kind;
  readonly property: string;
  readonly isLogged: (inputs: Values) => Truth;
  readonly remedy: string;
}

const BALANCER: Door = {
  kind: "loadBalancers",
  property: "accessLogs.enabled",
  // Others log connections, and those only in part.
  isLogged: (inputs) =>
    some([
      isOn(given(inputs, "accessLogs.enabled")),
      not(some([!isGiven(inputs["loadBalancerType"]), is(inputs["loadBalancerType"], "application")])),
    ]),
  remedy: "set accessLogs to a bucket that lets the load balancer write, with enabled: true",
};
const CLASSIC: Door = {
  ...BALANCER,
  // Enabled where a bucket is given and nothing else is said.
  isLogged: (inputs) => {
    const enabled = given(inputs, "accessLogs.enabled");
    return all([isGivenAt(inputs, "accessLogs.bucket"), some([!isGiven(enabled), isOn(enabled)])]);
  },
};
const API: Door = {
  kind: "apis",
  property: "accessLogSettings",
  isLogged: (inputs) => isGivenAt(inputs, "accessLogSettings.destinationArn"),
  remedy: "set accessLogSettings to a log group, with a format",
};
const BUCKET: Door = {
  kind: "buckets",
  property: "logging",
  isLogged: (inputs) =>
    some(["logging.targetBucket", "loggings[].targetBucket"].map((path) => isGivenAt(inputs, path))),
  remedy: "set logging to a bucket for logs",
};

const DOORS: Readonly<Record<string, Door>> = {
  "aws:alb/loadBalancer:LoadBalancer": BALANCER,
  "aws:apigateway/stage:Stage": API,
  "aws:apigatewayv2/stage:Stage": API,
  "aws:cloudfront/distribution:Distribution": {
    kind: "distributions",
    property: "loggingConfig",
    isLogged: (inputs) =>
      some([
        isGivenAt(inputs, "loggingConfig.bucket"),
        isGivenAt(inputs, "defaultCacheBehavior.realtimeLogConfigArn"),
      ]),
    remedy:
      "set loggingConfig to a bucket; or, where a delivery of CloudWatch Logs does it, leave distributions out of the rule's settings",
  },
  "aws:elb/loadBalancer:LoadBalancer": CLASSIC,
  "aws:lb/loadBalancer:LoadBalancer": BALANCER,
  "aws:s3/bucket:Bucket": BUCKET,
  "aws:s3/bucketV2:BucketV2": { ...BUCKET, property: "loggings" },
};

export const accessLogs = resourceRule({
  id: "access-logs",
  description: "Load balancers, APIs and distributions log who asks for what.",
  reason:
    "After an attack or an outage it is the only record of what was asked for, by whom and with what result (https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5).",
  remedy: "Give it a bucket or a log group to write to.",
  level: "advisory",
  severity: "medium",
  types: new Set(Object.keys(DOORS)),
  settings: {
    kinds: someOf("What must log; of buckets what is declared in the bucket itself.", KINDS, [
      "apis",
      "distributions",
      "loadBalancers",
    ]),
  },
  check: ({ type, inputs }, { settings: { kinds } }): readonly Finding[] => {
    const door = DOORS[type];
    if (door === undefined || !kinds.includes(door.kind)) return [];
    const { property, isLogged, remedy } = door;
    const logged = isLogged(inputs);
    if (logged === UNKNOWN) return [{ notEvaluated: property }];
    if (logged) return [];
    return [{ problem: { property, rule: "set, so that requests are logged", got: "no log", remedy } }];
  },
});
