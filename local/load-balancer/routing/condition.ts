/** Whether a request has what a rule asks for. Pure. Source: the ELB user guide, "Condition types for listener rules". */
import { BlockList, isIPv6 } from "node:net";
import type { Condition } from "../model";
import { patternTest } from "./pattern";

/** What rules look at. */
export interface RequestFacts {
  readonly method: string;
  /** Without a port. */
  readonly host: string;
  /** As it was sent, percent signs and all, without the query. */
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly clientAddress: string;
}

export type Test = (request: RequestFacts) => boolean;

/** What tells whether a request has all of it. */
export function conditionsTest(conditions: readonly Condition[]): Test {
  const tests = conditions.map(conditionTest);
  return (request) => tests.every((test) => test(request));
}

function conditionTest(condition: Condition): Test {
  switch (condition.field) {
    case "host-header": {
      const fits = anyOf(condition.patterns, false);
      return ({ host }) => fits(host);
    }
    case "path-pattern": {
      const fits = anyOf(condition.patterns, true);
      return ({ path }) => fits(path);
    }
    case "http-header":
      return headerTest(condition.name, anyOf(condition.patterns, false));
    case "http-request-method":
      return ({ method }) => condition.methods.includes(method);
    case "query-string":
      return queryTest(condition.pairs);
    case "source-ip":
      return sourceTest(condition.ranges);
    case "unknown":
      return () => false;
  }
}

function anyOf(patterns: readonly string[], caseSensitive: boolean): (text: string) => boolean {
  const tests = patterns.map((pattern) => patternTest(pattern, { caseSensitive }));
  return (text) => tests.some((test) => test(text));
}

/** Of a header that came several times, each value is looked at. */
function headerTest(name: string, fits: (value: string) => boolean): Test {
  const wanted = name.toLowerCase();
  return ({ rawHeaders }) =>
    rawHeaders.some(
      (header, index) =>
        index % 2 === 0 && header.toLowerCase() === wanted && fits(rawHeaders[index + 1] ?? ""),
    );
}

function queryTest(pairs: readonly { readonly key?: string; readonly value: string }[]): Test {
  const tests = pairs.map(({ key, value }) => {
    const fits = { key: anyOf([key ?? "*"], false), value: anyOf([value], false) };
    return (given: string): boolean => {
      const [name = "", ...rest] = given.split("=");
      return fits.key(name) && fits.value(rest.join("="));
    };
  });
  return ({ query }) => query !== "" && query.split("&").some((given) => tests.some((test) => test(given)));
}

function sourceTest(ranges: readonly string[]): Test {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = "", bits = ""] = range.split("/");
    list.addSubnet(address, Number(bits), isIPv6(address) ? "ipv6" : "ipv4");
  }
  return ({ clientAddress }) => list.check(clientAddress, isIPv6(clientAddress) ? "ipv6" : "ipv4");
}
