/** Reads the store, keeps it in step with its own instances, and says when it does not answer. */
import type { EmulatorAddress } from "../../emulator-client";
import type { Declared } from "../model";
import { deregister, instanceStates } from "./instances";
import { readStore, withInstances } from "./read-store";
import { storeClients, type StoreClients } from "./store";

export class StoreReader {
  private readonly clients: StoreClients;
  private answers = true;

  constructor(
    private readonly store: EmulatorAddress,
    private readonly say: (line: string) => void,
  ) {
    this.clients = storeClients(store);
  }

  /** Throws what the SDK throws; a store that does not answer is said once, and once when it does again. */
  async read(): Promise<Declared> {
    try {
      const declared = await this.readAll();
      if (!this.answers) this.say(`the store at ${this.store.endpoint} answers again`);
      this.answers = true;
      return declared;
    } catch (error) {
      const { code, name, $metadata } = error as StoreError;
      // What vanished while it was read is no silence: the next reading does without it.
      if ($metadata?.httpStatusCode !== undefined) throw error;
      if (this.answers)
        this.say(
          `the store at ${this.store.endpoint} does not answer (${code ?? name}); ` +
            "the load balancers go by what they last read",
        );
      this.answers = false;
      throw error;
    }
  }

  close(): void {
    this.clients.balancing.destroy();
    this.clients.instances.destroy();
  }

  /** Takes registrations of instances that are gone out of the store, which leaves some of them there. */
  private async readAll(): Promise<Declared> {
    const stored = await readStore(this.clients);
    const { declared, gone } = withInstances(stored, await instanceStates(this.clients, stored.registered));
    await deregister(this.clients, gone);
    return declared;
  }
}

/** What the SDK throws: of the connection with a code, of the service with the answer's status. */
interface StoreError {
  readonly name: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}
