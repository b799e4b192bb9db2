/**
 * The private names a stage is to have, from the instances that run and the colours that serve: what happened before,
 * and in which order it was told, does not matter. Pure.
 */
import { COLOURS, type Colour } from "../../naming/colours";
import { instanceName, sideName } from "../../naming/dns";

/** An instance of a fleet, running. */
export interface LiveInstance {
  readonly id: string;
  readonly service: string;
  readonly colour: Colour;
  /** Its private IPv4 address. */
  readonly address: string;
}

/** Which colours of a service users reach: one, both during a gradual switch, none before the first release. */
export interface Serving {
  readonly service: string;
  /** Undefined where that cannot be told just now: the names of its sides then stay as they are. */
  readonly colours: readonly Colour[] | undefined;
}

export interface WantedNames {
  /** Addresses by name: sorted, each once, never none. */
  readonly addresses: ReadonlyMap<string, readonly string[]>;
  /** Names that stay as they are, whatever that is. */
  readonly untouched: ReadonlySet<string>;
}

/**
 * So many addresses a name has at most: those of the first instances by their addresses
 * (https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html: values per record).
 */
export const MOST_ADDRESSES = 400;

/** Seconds a resolver may keep an answer: a name is out of date for no longer, once its record is right. */
export const TTL = 20;

/**
 * `prd.<service>` with the instances of the colours that serve, `pre.<service>` with the others, and a name for each
 * instance. A service that is not listed but has instances keeps the names of its sides: nobody can tell them apart.
 *
 * @throws Refusal when the domain, a service or an instance's id is not valid
 */
export function wantedNames(
  domain: string,
  services: readonly Serving[],
  instances: readonly LiveInstance[],
): WantedNames {
  const addresses = new Map<string, readonly string[]>();
  const untouched = new Set<string>();
  for (const { id, service, address } of instances)
    addresses.set(instanceName(id, service, domain), [address]);
  const serving = new Map(services.map(({ service, colours }) => [service, colours]));
  for (const service of new Set([...serving.keys(), ...instances.map((one) => one.service)])) {
    const colours = serving.get(service);
    const names = {
      product: sideName("product", service, domain),
      preProduct: sideName("preProduct", service, domain),
    };
    if (colours === undefined) {
      for (const name of Object.values(names)) untouched.add(name);
      continue;
    }
    const idle = COLOURS.filter((colour) => !colours.includes(colour));
    const fleet = instances.filter((one) => one.service === service);
    for (const [name, shown] of [
      [names.product, colours],
      [names.preProduct, idle],
    ] as const) {
      const own = fleet.filter(({ colour }) => shown.includes(colour)).map(({ address }) => address);
      if (own.length > 0) addresses.set(name, [...new Set(own)].sort().slice(0, MOST_ADDRESSES));
    }
  }
  return { addresses, untouched };
}
