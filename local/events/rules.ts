/** The rules of the store, followed: read again and again, and at once where somebody has changed one. */
import type { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { Clock } from "../clock/clock";
import { RulesRead } from "./read-rules";
import type { Rule } from "./rule";
import { storeClient, storedRules, type StoreAddress } from "./store";

export interface RulesOptions {
  readonly store: StoreAddress;
  readonly clock: Clock;
  readonly refreshSeconds: number;
  /** Told when the store does not answer, and when it does again; and which rule cannot be read. */
  readonly say: (line: string) => void;
  readonly onRead: (rules: readonly Rule[]) => void;
}

export class Rules {
  private rules: readonly Rule[] = [];
  private reading: Promise<void> = Promise.resolve();
  private callOff = (): void => undefined;
  private answers = true;
  private closed = false;
  private readonly client: EventBridgeClient;
  private readonly reader: RulesRead;

  constructor(private readonly options: RulesOptions) {
    this.client = storeClient(options.store);
    this.reader = new RulesRead(options.say);
  }

  /** Those that were there at the last reading. */
  current(): readonly Rule[] {
    return this.rules;
  }

  /** Reads them; one reading after the other. Rejects with what the SDK throws. */
  refresh(): Promise<void> {
    const next = this.reading.catch(() => undefined).then(() => this.read());
    this.reading = next;
    return next;
  }

  follow(): void {
    if (this.closed) return;
    this.callOff = this.options.clock.after(this.options.refreshSeconds * 1000, () => {
      void this.refresh()
        .catch(() => undefined)
        .then(() => {
          this.follow();
        });
    });
  }

  async close(): Promise<void> {
    this.closed = true;
    this.callOff();
    await this.reading.catch(() => undefined);
    this.client.destroy();
  }

  private async read(): Promise<void> {
    if (this.closed) return;
    const { store, say, onRead } = this.options;
    try {
      this.rules = this.reader.read(await storedRules(this.client));
      if (!this.answers) say(`the store at ${store.endpoint} tells its event rules again`);
      this.answers = true;
    } catch (error) {
      const { code, name, $metadata } = error as StoreError;
      // What vanished while it was read is no silence.
      if ($metadata?.httpStatusCode === undefined) {
        if (this.answers)
          say(
            `the store at ${store.endpoint} does not tell its event rules (${code ?? name}); those last read apply`,
          );
        this.answers = false;
      }
      throw error;
    }
    onRead(this.rules);
  }
}

/** What the SDK throws: of the connection with a code, of the service with the answer's status. */
interface StoreError {
  readonly name: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}
