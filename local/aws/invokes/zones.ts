/**
 * Availability zones. AWS's own lists differ by region and account; here every region has the zones a, b, c
 * (ap-northeast-2 and us-east-1 more), enough for every layout, and no local or Wavelength zones.
 */
import type { Values } from "../wire/values";
import type { Answer } from "./index";

const LETTERS: Readonly<Record<string, string>> = { "ap-northeast-2": "abcd", "us-east-1": "abcdef" };

export const getAvailabilityZones: Answer = (args, { region }) => {
  const excluded = new Set(Array.isArray(args["excludeNames"]) ? args["excludeNames"] : []);
  const letters = [...(LETTERS[region] ?? "abc")];
  const names = letters.map((letter) => region + letter).filter((name) => !excluded.has(name));
  const zoneIds = names.map((name) => `${shortName(region)}-az${name.charCodeAt(name.length - 1) - 96}`);
  const answer: Values = { groupNames: [region], id: region, names, region, zoneIds };
  for (const given of ["state", "filters", "excludeNames", "excludeZoneIds", "allAvailabilityZones"]) {
    if (args[given] !== undefined) answer[given] = args[given];
  }
  return answer;
};

/** `ap-northeast-2` as zone ids shorten it: `apne2`. */
function shortName(region: string): string {
  const [area = "", direction = "", number = ""] = region.split("-");
  return area + direction.replace(/north|south|east|west|central/g, (word) => word.charAt(0)) + number;
}
