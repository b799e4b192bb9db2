/** Where the names of the stack's load balancers lead on this machine. Pure. */
import { isValues, type Value, type Values } from "../../wire/values";
import type { ListenerAddress } from "../load-balancer/node/listeners";
import type { Mirrorable } from "../mirror/emulator";
import { text } from "../mirror/mirrored";

type Listening = Pick<ListenerAddress, "loadBalancerArn" | "listenerArn" | "declaredPort" | "url">;

/** From `name:port` as on AWS to `address:port` here: the load balancer's own name, and the hosts its rules ask for. */
export function routesOf(
  objects: readonly Mirrorable[],
  listeners: readonly Listening[],
): Record<string, string> {
  const ofType = (type: string): readonly Mirrorable[] => objects.filter((one) => one.type === type);
  return Object.fromEntries(
    listeners.flatMap(({ loadBalancerArn, listenerArn, declaredPort, url }) => {
      const names = ofType("aws:lb/loadBalancer:LoadBalancer")
        .filter(({ id }) => id === loadBalancerArn)
        .map(({ properties }) => text(properties, "dnsName"));
      const hosts = ofType("aws:lb/listenerRule:ListenerRule")
        .filter(({ properties }) => text(properties, "listenerArn") === listenerArn)
        .flatMap(({ properties }) => hostsOf(properties));
      return [...names, ...hosts].map((name) => [`${name}:${declaredPort}`, new URL(url).host]);
    }),
  );
}

/** The whole names among a rule's host patterns. */
function hostsOf({ conditions }: Values): string[] {
  return listOf(conditions)
    .filter(isValues)
    .flatMap(({ hostHeader }) => (isValues(hostHeader) ? listOf(hostHeader["values"]) : []))
    .filter((host): host is string => typeof host === "string" && !/[*?]/.test(host));
}

function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}
