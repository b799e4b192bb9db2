/**
 * Availability zones. AWS's own lists differ by region and account; here every region has the zones a, b, c
 * (ap-northeast-2 and us-east-1 more), enough for every layout, all of them available, and no local or Wavelength zones.
 */
import { Refusal, shown } from "../../../refusal/refusal";
import { text } from "../rows/row";
import { isValues, type Value, type Values } from "../../../wire/values";
import type { Answer } from "./index";

const LETTERS: Readonly<Record<string, string>> = { "ap-northeast-2": "abcd", "us-east-1": "abcdef" };
/** Filters that every zone here passes. */
const FILTERS = [
  ["opt-in-status", "opt-in-not-required"],
  ["zone-type", "availability-zone"],
  ["state", "available"],
] as const;

export const getAvailabilityZones: Answer = (args, { region }) => {
  refuseFilters(args["filters"]);
  const letters = args["state"] === "unavailable" ? "" : (LETTERS[region] ?? "abc");
  const zones = letters
    .split("")
    .map((letter, index) => ({ name: region + letter, id: `${shortName(region)}-az${index + 1}` }))
    .filter(({ name }) => !includes(args["excludeNames"], name))
    .filter(({ id }) => !includes(args["excludeZoneIds"], id));
  const answer: Values = {
    groupNames: [region],
    id: region,
    names: zones.map(({ name }) => name),
    region,
    zoneIds: zones.map(({ id }) => id),
  };
  for (const given of ["state", "filters", "excludeNames", "excludeZoneIds", "allAvailabilityZones"]) {
    if (args[given] !== undefined) answer[given] = args[given];
  }
  return answer;
};

/** A filter that is not understood must not be passed over: its answer would be wrong. */
function refuseFilters(filters: Value | undefined): void {
  const list = Array.isArray(filters) ? filters.filter(isValues) : [];
  const problems = list.flatMap((filter, index) => {
    const name = text(filter, "name");
    if (FILTERS.some(([known, value]) => known === name && includes(filter["values"], value))) return [];
    const known = FILTERS.map((filter) => filter.join("=")).join(", ");
    const rule = `one that every zone of the local AWS passes (${known})`;
    return [{ property: `filters[${index}]`, rule, got: shown(name), remedy: "use excludeNames" }];
  });
  if (problems.length > 0) throw new Refusal(...problems);
}

function includes(list: Value | undefined, value: string): boolean {
  return Array.isArray(list) && list.includes(value);
}

/** A region as zone ids shorten it: `ap-northeast-2` is `apne2`, `us-gov-west-1` is `usgw1`. */
function shortName(region: string): string {
  const [area = "", ...rest] = region.split("-");
  return area + rest.join("").replace(/gov|north|south|east|west|central/g, (word) => word.charAt(0));
}
