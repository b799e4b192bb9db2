/** A node of the load balancers: takes requests and does with each what the rules that reached it say. */
import type { Agent, IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../clock/clock";
import type { Target } from "../health/target";
import type { Targets } from "../health/targets";
import type { Forward } from "../model";
import type { RequestFacts } from "../routing/condition";
import { redirectLocation } from "../routing/redirect";
import { RoundRobin } from "../routing/shares";
import { stick, stuckTo } from "../routing/stickiness";
import { answer, isOwnAnswer } from "./answers";
import { forward } from "./forward";
import { hostOf, towardsTarget } from "./headers";
import { ruleFor, View, type ReadyListener, type ReadyRule } from "./view";

/** How a request was answered, for whoever counts. */
export interface Answered {
  readonly loadBalancerArn: string;
  readonly listenerArn: string;
  /** Undefined when no target was asked: the load balancer answered itself. */
  readonly target?: { readonly groupArn: string; readonly id: string; readonly port: number };
  /** 0 when the connection broke off before an answer. */
  readonly status: number;
  /** Whether the status is the target's own. */
  readonly byTarget: boolean;
  /** From the request's head until the answer's end. */
  readonly milliseconds: number;
}

export interface NodeOptions {
  readonly address: string;
  readonly clock: Clock;
  readonly targets: Targets;
  readonly agent: Agent;
  /** How long a target group keeps a client with its target; undefined for not at all. */
  readonly stickySeconds: (groupArn: string) => number | undefined;
  readonly onAnswer: ((answered: Answered) => void) | undefined;
}

export class LoadBalancerNode {
  readonly view = new View();
  private readonly turns = new RoundRobin();

  constructor(readonly options: NodeOptions) {}

  handle(listenerArn: string, request: IncomingMessage, response: ServerResponse): void {
    const started = performance.now();
    const listener = this.view.listener(listenerArn);
    const facts = factsOf(request);
    const rule = listener === undefined || facts === undefined ? undefined : ruleFor(listener, facts);
    if (listener === undefined || facts === undefined || rule === undefined) {
      answer(request, response, facts === undefined ? 400 : 503);
      return;
    }
    const chosen = this.act(listener, rule, facts, request, response);
    response.once("close", () => {
      const { onAnswer } = this.options;
      onAnswer?.({
        loadBalancerArn: listener.loadBalancerArn,
        listenerArn,
        ...(chosen === undefined ? {} : { target: chosen }),
        status: response.headersSent ? response.statusCode : 0,
        byTarget: response.headersSent && !isOwnAnswer(response),
        milliseconds: performance.now() - started,
      });
    });
  }

  /** Gives the target it was sent to. */
  private act(
    listener: ReadyListener,
    rule: ReadyRule,
    facts: RequestFacts,
    request: IncomingMessage,
    response: ServerResponse,
  ): Answered["target"] {
    const { action } = rule;
    switch (action.type) {
      case "forward":
        return this.forward(listener, { ...rule, action }, facts, request, response);
      case "fixed-response":
        answer(request, response, action.statusCode, { type: action.contentType, text: action.messageBody });
        return undefined;
      case "redirect": {
        const location = redirectLocation(action, facts, listener);
        answer(request, response, action.statusCode, undefined, ["Location", location]);
        return undefined;
      }
      case "unknown": {
        const text = `multistage: the action ${action.name} is not modelled here\n`;
        answer(request, response, 501, { type: "text/plain", text });
        return undefined;
      }
    }
  }

  private forward(
    listener: ReadyListener,
    rule: ReadyRule & { readonly action: Forward },
    { rawHeaders, clientAddress }: RequestFacts,
    request: IncomingMessage,
    response: ServerResponse,
  ): Answered["target"] {
    const { clock, agent } = this.options;
    const group = groupFor(rule, rawHeaders);
    const target = group === undefined ? undefined : this.targetFor(group, rawHeaders);
    if (group === undefined || target === undefined) {
      answer(request, response, 503);
      return undefined;
    }
    const { attributes, protocol, port } = listener;
    const now = clock.now();
    const stickyGroup = rule.action.stickySeconds;
    const stickyTarget = this.options.stickySeconds(group);
    const added = [
      ...(stickyGroup === undefined ? [] : stick("AWSALBTG", group, stickyGroup, now)),
      ...(stickyTarget === undefined ? [] : stick("AWSALB", keyOf(target), stickyTarget, now)),
    ];
    const headers = towardsTarget({ rawHeaders, clientAddress, protocol, port, attributes, now });
    const { idleTimeoutSeconds } = attributes;
    const path = request.url ?? "/";
    forward({ request, response, path, headers, target, agent, idleTimeoutSeconds, added });
    return { groupArn: group, id: target.id, port: target.port };
  }

  /** The client's own target while it may get requests, else the next in turn. */
  private targetFor(group: string, rawHeaders: readonly string[]): Target | undefined {
    const pool = this.options.targets.pool(group);
    const sticky = this.options.stickySeconds(group) !== undefined;
    const own = sticky ? stuckTo("AWSALB", rawHeaders) : undefined;
    return pool.find((target) => keyOf(target) === own) ?? this.turns.next(group, pool);
  }
}

/** The client's own group as long as the rule names it, with weight 0 too; else the next by weight. */
function groupFor({ action, next }: ReadyRule & { action: Forward }, rawHeaders: readonly string[]) {
  const own = action.stickySeconds === undefined ? undefined : stuckTo("AWSALBTG", rawHeaders);
  return action.targetGroups.find(({ arn }) => arn === own)?.arn ?? next();
}

function keyOf({ id, port }: Target): string {
  return `${id}:${port}`;
}

/** Undefined for a request that no load balancer passes on. */
function factsOf(request: IncomingMessage): RequestFacts | undefined {
  const { rawHeaders, method = "GET", url = "", socket } = request;
  const host = hostOf(rawHeaders);
  if (host === undefined || !url.startsWith("/")) return undefined;
  const mark = url.indexOf("?");
  return {
    method,
    host,
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? "" : url.slice(mark + 1),
    rawHeaders,
    clientAddress: socket.remoteAddress ?? "",
  };
}
