/** The SDK's clients for the emulator, one of each service and region, made when they are first asked for. */
import { AsyncLocalStorage } from "node:async_hooks";
import { emulatorClient } from "../emulator-client";

/** As the SDK has it: made of a configuration, with a handler of requests in it. */
interface Client {
  readonly config: {
    readonly requestHandler: { handle: (request: { headers: Record<string, string> }) => unknown };
  };
}

const ids = new AsyncLocalStorage<readonly string[]>();

/** Has what is made meanwhile called so; the header is one of local/moto/ids.py. */
export function calling<T>(names: readonly string[], make: () => Promise<T>): Promise<T> {
  return ids.run(names, make);
}

const DEADLINE_SECONDS = 20;

export class Clients {
  private readonly made: Map<string, unknown>;

  constructor(
    readonly endpoint: string,
    readonly region: string,
    made?: Map<string, unknown>,
  ) {
    this.made = made ?? new Map<string, unknown>();
  }

  /** The same for another region. */
  in(region: string): Clients {
    return region === this.region ? this : new Clients(this.endpoint, region, this.made);
  }

  /** The client of that class. */
  of<C>(Service: new (configuration: never) => C): C {
    const name = `${this.region} ${Service.name}`;
    const known = this.made.get(name);
    if (known !== undefined) return known as C;
    const client = new Service(emulatorClient(this, DEADLINE_SECONDS) as never);
    naming(client as unknown as Client);
    this.made.set(name, client);
    return client;
  }
}

function naming({ config: { requestHandler } }: Client): void {
  const handle = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = (request, ...rest: []) => {
    const names = ids.getStore() ?? [];
    if (names.length > 0) request.headers["x-multistage-ids"] = names.join(",");
    return handle(request, ...rest);
  };
}
