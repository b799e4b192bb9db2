/** Arbitrary instances and services of a stage, few of each, so that they meet; and zones they are named in. */
import * as fc from "fast-check";
import { COLOURS } from "../../../naming/colours";
import { instanceName, sideName } from "../../../naming/dns";
import { ownershipMark, type StoredRecord } from "../../../runtime/names/difference";
import type { LiveInstance, Serving } from "../../../runtime/names/wanted";

export const DOMAIN = "dev.shop.internal";
export const MARK = ownershipMark({ project: "shop", stage: "dev" });

const SERVICES = ["web", "api", "pre"];
const service = fc.constantFrom(...SERVICES);
const id = fc.integer({ min: 0, max: 9 }).map((digit) => `i-0000000${digit}`);
const address = fc.integer({ min: 1, max: 9 }).map((last) => `10.0.0.${last}`);

const instance: fc.Arbitrary<LiveInstance> = fc.record({
  id,
  service,
  colour: fc.constantFrom(...COLOURS),
  address,
});

/** Each id once. */
export const instances = fc.uniqueArray(instance, { selector: (one) => one.id, maxLength: 10 });

export const services: fc.Arbitrary<Serving[]> = fc.uniqueArray(
  fc.record({
    service,
    colours: fc.option(fc.subarray([...COLOURS]), { nil: undefined }),
  }),
  { selector: (one) => one.service },
);

const name = fc.oneof(
  fc.tuple(id, service).map(([one, of]) => instanceName(one, of, DOMAIN)),
  fc.tuple(fc.constantFrom("product", "preProduct"), service).map(([side, of]) => sideName(side, of, DOMAIN)),
  fc.constantFrom(DOMAIN, `db.${DOMAIN}`, `mail.web.${DOMAIN}`),
);

const ttl = fc.constantFrom(20, 300);
const simple = fc.oneof({ weight: 5, arbitrary: fc.constant(true) }, fc.constant(false));
const mark = fc.constantFrom(
  [MARK],
  [MARK, '"heritage=external-dns"'],
  [ownershipMark({ project: "shop", stage: "prod" })],
  ['"v=spf1 -all"'],
);
const addresses = fc.uniqueArray(address, { minLength: 1, maxLength: 4 });

const record: fc.Arbitrary<StoredRecord> = fc.oneof(
  fc.record({ name, type: fc.constant("A"), ttl, values: addresses, simple }),
  fc.record({ name, type: fc.constant("TXT"), ttl, values: mark, simple }),
  fc.record({
    name,
    type: fc.constantFrom("AAAA", "MX", "NS"),
    ttl,
    values: fc.constant(["x."]),
    simple: fc.constant(true),
  }),
);

/** A zone as Route 53 could hold it: each name and type once. */
export const zones = fc.uniqueArray(record, {
  selector: (one) => `${one.name} ${one.type}`,
  maxLength: 20,
});
