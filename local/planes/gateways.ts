/** The stack's HTTP APIs as servers: opened, deployed anew and closed as the stack has them. */
import type { Clock } from "../clock/clock";
import type { Invoke } from "../http-api/api";
import { HttpApi } from "../http-api/http-api";
import type { DeclaredApi } from "./apis";

export interface GatewaysOptions {
  readonly clock: Clock;
  readonly invoke: Invoke;
  /** Gets lines of the access logs, and what does not work here. */
  readonly say: (line: string) => void;
  /** Told of every answer: what metrics are made of. */
  readonly onRequest?: (api: DeclaredApi, answered: { status: number; milliseconds: number }) => void;
}

/** A stage of an API as it can be called. */
export interface GatewayAddress {
  readonly name: string;
  /** Without a slash at the end; with the stage's name where it has one. */
  readonly url: string;
}

export class Gateways {
  private readonly open = new Map<string, { declared: DeclaredApi; server: HttpApi }>();

  constructor(private readonly options: GatewaysOptions) {}

  addresses(): GatewayAddress[] {
    return [...this.open.values()].map(({ declared: { name, stage }, server }) => ({
      name,
      url: stage.stage === "$default" ? server.url : `${server.url}/${stage.stage ?? ""}`,
    }));
  }

  /** Serves these from now on, each where it was before. */
  async declare(apis: readonly DeclaredApi[]): Promise<void> {
    const wanted = new Set(apis.map(({ key }) => key));
    for (const [key, { server }] of this.open) {
      if (wanted.has(key)) continue;
      this.open.delete(key);
      await server.stop();
    }
    for (const api of apis) {
      const before = this.open.get(api.key);
      if (before === undefined) for (const line of api.unmodelled) this.options.say(`${api.name}: ${line}`);
      before?.server.deploy(api.stage);
      this.open.set(api.key, { declared: api, server: before?.server ?? (await this.start(api)) });
    }
  }

  async close(): Promise<void> {
    await this.declare([]);
  }

  private start(api: DeclaredApi): Promise<HttpApi> {
    const { clock, invoke, say, onRequest } = this.options;
    return HttpApi.start({
      api: api.stage,
      domain: api.domain,
      clock,
      invoke,
      onAccess: (line) => {
        say(`${api.name}: ${line}`);
      },
      onRequest: (answered) => onRequest?.(api, answered),
    });
  }
}
