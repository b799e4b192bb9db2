/** The engine's ports on AWS, for one invocation; and what those who ask for a release need besides. */
import type { Action } from "../actions";
import type { Registration } from "../registration";
import type { ServicePorts } from "../stage-ports";
import { artifactOf } from "./artifacts";
import { Calls } from "./calls";
import { sharedClients, type Clients } from "./clients";
import { resize, useTemplate } from "./fleets";
import { observe } from "./observe";
import { readDeclared, services, writeRevision, writeServing } from "./parameters";
import { changeWeights, readRules, type LiveRules } from "./rules";
import { Table } from "./table";
import { askByDeploy, askHere, type AskVersion } from "./versions";

export interface StageOptions {
  readonly project: string;
  readonly stage: string;
  /** Defaults to that of the environment. */
  readonly region?: string;
  /**
   * Milliseconds since 1970: what is not answered by then fails, and says which call it was. Only the table has 5 s for
   * each call on its own, so that the lease can be given back even then.
   */
  readonly deadline: number;
}

export interface PortsOptions extends StageOptions {
  readonly service: string;
  /** Who asks the preview which release answers: this function, which then is in the VPC, or the function `deploy`. */
  readonly versions: "here" | "by deploy";
}

export interface AwsPorts extends ServicePorts {
  /** With all that were made so far. */
  readonly calls: Calls;
}

/** Every service of a stage that has a registration, in their order. @throws CallFailed */
export function servicesOf(
  { project, stage, region, deadline }: StageOptions,
  clients: Clients = sharedClients(region),
): Promise<readonly string[]> {
  return services(new Calls(clients, deadline), { project, stage });
}

/** @param clients - shared by all invocations unless given */
export function portsOf(
  { project, stage, service, region, deadline, versions }: PortsOptions,
  clients: Clients = sharedClients(region),
): AwsPorts {
  const identity = { project, stage, service };
  const calls = new Calls(clients, deadline);
  const table = new Table(calls, identity);
  const ask: AskVersion = (registered, releaseId, times) =>
    versions === "here"
      ? askHere(registered, releaseId, times, deadline)
      : askByDeploy(calls, identity, releaseId, times);
  /** As the pass that goes on has read them. */
  let registered: Registration | undefined;
  let rules: LiveRules | undefined;

  async function registration(): Promise<Registration> {
    registered ??= (await readDeclared(calls, identity)).registration;
    return registered;
  }

  async function carryOut(action: Action): Promise<void> {
    const found = await registration();
    switch (action.kind) {
      case "shiftProduct":
      case "shiftPreview": {
        const rule = action.kind === "shiftProduct" ? "product" : "preview";
        const live = rules ?? (await readRules(calls, found));
        rules = undefined;
        return changeWeights(calls, found, rule, live[rule], action.pair);
      }
      case "recordServing":
        return writeServing(calls, identity, action.colour);
      case "resize":
        return resize(calls, found, action.colour, action.sizes);
      case "useTemplate":
        return useTemplate(calls, found, action.colour, action.version);
      case "writeRevision": {
        const { colour, releaseId, artifact } = action;
        return writeRevision(calls, found, colour, { ...artifact, releaseId });
      }
    }
  }

  return {
    records: table,
    now: () => Date.now(),
    async observe(goal, state) {
      const declared = await readDeclared(calls, identity);
      registered = declared.registration;
      const seen = await observe(calls, identity, declared, ask, goal, state);
      rules = seen.rules;
      return seen.observed;
    },
    carryOut,
    async artifactOf(versionId) {
      const { bucket, prefix } = (await registration()).artifacts;
      return artifactOf(calls, identity, { bucket, key: `${prefix}revision.zip`, versionId });
    },
    ended: (id) => table.ended(id),
    registration,
    calls,
  };
}
