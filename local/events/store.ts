/** The store that holds rules and their targets, reached by AWS's client at an address on this machine. */
import {
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule as StoredRule,
  type Target as StoredTarget,
} from "@aws-sdk/client-eventbridge";
import { emulatorClient } from "../emulator-client";

export interface StoreAddress {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly region: string;
}

export interface StoredRules {
  readonly rule: StoredRule;
  readonly targets: readonly StoredTarget[];
}

/** A rule of ours in the store, which is nobody else's (sources/store-events.ts). */
export const TAP = "multistage-store-events";

/** Each call is made once and within 10 s: the next reading makes up for one that failed. */
export function storeClient(store: StoreAddress): EventBridgeClient {
  return new EventBridgeClient(emulatorClient(store));
}

/** The rules of all buses that are not disabled. Throws what the SDK throws. */
export async function storedRules(client: EventBridgeClient): Promise<StoredRules[]> {
  const buses = await pages(async (NextToken) => {
    const page = await client.send(new ListEventBusesCommand({ NextToken }));
    return { found: page.EventBuses, NextToken: page.NextToken };
  });
  const rules = await Promise.all(
    buses.map(({ Name: EventBusName }) =>
      pages(async (NextToken) => {
        const page = await client.send(new ListRulesCommand({ EventBusName, NextToken }));
        return { found: page.Rules, NextToken: page.NextToken };
      }),
    ),
  );
  const enabled = rules.flat().filter(({ Name, State }) => State !== "DISABLED" && Name !== TAP);
  return Promise.all(
    enabled.map(async (rule) => {
      const { Name, EventBusName } = rule;
      const targets = await pages(async (NextToken) => {
        const page = await client.send(new ListTargetsByRuleCommand({ Rule: Name, EventBusName, NextToken }));
        return { found: page.Targets, NextToken: page.NextToken };
      });
      return { rule, targets };
    }),
  );
}

async function pages<T>(
  page: (token: string | undefined) => Promise<{ found: T[] | undefined; NextToken: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { found = [], NextToken } = await page(token);
    all.push(...found);
    token = NextToken;
  } while (token !== undefined);
  return all;
}
