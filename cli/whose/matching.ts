/** Which resources a text names, and how exactly. Pure. */
import { tagsOf, type Resource } from "../rehearsal/exported";

/** How a text names a resource, the most exact way first. */
export const WAYS = ["urn", "arn", "id", "name", "nameTag", "address", "owner", "below"] as const;
export type Way = (typeof WAYS)[number];

/** What stands beside it for people. */
export const WAY_TEXTS: Readonly<Record<Way, string>> = {
  urn: "its URN",
  arn: "its ARN",
  id: "its id",
  name: "its name",
  nameTag: "its Name tag",
  address: "its address",
  owner: "what it is a setting of",
  below: "its ARN begins so: what is named is a part of it",
};

export interface Match<T extends Resource> {
  readonly resource: T;
  readonly way: Way;
}

/** Outputs that name the resource and nothing else, where nobody has given them; most of the others name its neighbours. */
const ADDRESSES = [
  "allocationId",
  "apiEndpoint",
  "arnSuffix",
  "bucketDomainName",
  "bucketRegionalDomainName",
  "dnsName",
  "domainName",
  "endpoint",
  "executionArn",
  "fqdn",
  "functionUrl",
  "invokeArn",
  "invokeUrl",
  "keyId",
  "privateIp",
  "publicDns",
  "publicIp",
  "qualifiedArn",
  "qualifiedInvokeArn",
  "securityGroupRuleId",
  "uniqueId",
  "url",
  "websiteEndpoint",
];

/**
 * The resources the text names, each once, in the most exact way it does; the most exact first, and of what is only a
 * part of several the innermost.
 */
export function matchesOf<T extends Resource>(text: string, resources: readonly T[]): Match<T>[] {
  const spellings = spellingsOf(text);
  const found = resources.flatMap((resource): (Match<T> & { length: number })[] => {
    const [best] = namesOf(resource)
      .filter(({ way, name }) =>
        spellings.some((one) => (way === "below" ? isBelow(one, name) : one === name)),
      )
      .sort((a, b) => WAYS.indexOf(a.way) - WAYS.indexOf(b.way));
    return best === undefined ? [] : [{ resource, way: best.way, length: best.name.length }];
  });
  return found
    .sort((a, b) => WAYS.indexOf(a.way) - WAYS.indexOf(b.way) || b.length - a.length)
    .map(({ resource, way }) => ({ resource, way }));
}

/** As it is, and where it is a URL its beginning and its host. */
function spellingsOf(text: string): string[] {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) return [text];
  const { origin, host } = new URL(text);
  return [text, origin, host];
}

/** Everything that names the resource; what a component gives out names its parts. */
function namesOf(resource: Resource): { way: Way; name: string }[] {
  const { urn, id, custom, inputs, outputs } = resource;
  if (!custom) return [{ way: "urn", name: urn }];
  const own = (key: string): unknown => (inputs[key] === undefined ? outputs[key] : undefined);
  // A bucket's policy goes by the bucket's id.
  const isSetting =
    own("arn") === undefined && Object.entries(inputs).some(([key, value]) => key !== "name" && value === id);
  const names: [Way, unknown][] = [
    ["urn", urn],
    ["arn", own("arn")],
    [isSetting ? "owner" : "id", id],
    ["name", outputs["name"]],
    [isSetting ? "owner" : "name", outputs["bucket"]],
    ["nameTag", tagsOf(resource)["Name"]],
    ...ADDRESSES.map((key): [Way, unknown] => ["address", own(key)]),
    ["below", own("arn")],
    ["below", own("executionArn")],
  ];
  return names.flatMap(([way, name]) => (typeof name === "string" && name !== "" ? [{ way, name }] : []));
}

function isBelow(text: string, arn: string): boolean {
  return text.startsWith(arn) && /^[:/]/.test(text.slice(arn.length));
}
