/** Amazon Route 53: zones and their records. It is one for all regions. */
import { createHash } from "node:crypto";
import { isValues, type Value, type Values } from "../../../wire/values";
import { capitals, page, text, type Held, type Row } from "./row";

const ZONE = "aws:route53/zone:Zone";

function vpcsOf(values: Values): Values[] {
  const { vpcs } = values;
  return Array.isArray(vpcs) ? vpcs.filter(isValues) : [];
}

/** A private zone's name servers are the same four everywhere: nobody outside its networks asks them. */
const PRIVATE_SERVERS = [
  "ns-0.awsdns-00.com",
  "ns-1024.awsdns-00.org",
  "ns-1536.awsdns-00.co.uk",
  "ns-512.awsdns-00.net",
];
const DOMAINS = ["com", "net", "org", "co.uk"];

/** Four servers, one under each of four domains, in the order of their names; the same for the same zone. */
function nameServers(id: string, isPrivate: boolean): string[] {
  if (isPrivate) return PRIVATE_SERVERS;
  const digest = createHash("sha256").update(id).digest();
  const names = DOMAINS.map((domain, index) => {
    const [server, group] = [digest.readUInt16BE(index * 4) % 512, digest.readUInt16BE(index * 4 + 2) % 64];
    return `ns-${index * 512 + server}.awsdns-${String(group).padStart(2, "0")}.${domain}`;
  });
  return names.sort();
}

/** Without the dot at its end; what is not known yet stays so. */
function undotted(name: Value | undefined): Value {
  return typeof name === "string" ? name.replace(/\.$/, "") : (name ?? "");
}

const zone: Row = {
  type: ZONE,
  source: page("036631a1dee59efb6d1986c0a19b373402bda29f", "internal/service/route53/zone.go"),
  id: () => capitals("Z0", 19),
  idLine: 154,
  autoName: "name",
  replaceOn: { delegationSetId: 58, name: 74 },
  update: "changed",
  updateLine: 269,
  refuses: ({ inputs, before, held }) => {
    if (before !== undefined) return undefined;
    const own = new Set(vpcsOf(inputs).map((vpc) => text(vpc, "vpcId")));
    const others = held(ZONE).filter(({ properties }) => properties["name"] === undotted(inputs["name"]));
    const shared = others
      .flatMap(({ properties }) => vpcsOf(properties))
      .find((vpc) => own.has(text(vpc, "vpcId")));
    if (shared === undefined) return undefined;
    return `ConflictingDomainExists: the VPC ${text(shared, "vpcId")} is in a zone of that name already`;
  },
  keeps: ({ key, properties }, held) => {
    const holds = held("aws:route53/record:Record").some((record) => record.properties["zoneId"] === key);
    if (properties["forceDestroy"] === true || !holds) return undefined;
    return "HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted.";
  },
  computed: ({ inputs, place }, id) => {
    const vpcs = vpcsOf(inputs);
    const servers = nameServers(id, vpcs.length > 0);
    return {
      ...(vpcs.length > 0 ? { vpcs: vpcs.map((vpc) => ({ vpcRegion: place.region, ...vpc })) } : {}),
      arn: `arn:${place.partition}:route53:::hostedzone/${id}`,
      comment: inputs["comment"] ?? "Managed by Pulumi",
      forceDestroy: inputs["forceDestroy"] ?? false,
      name: undotted(inputs["name"]),
      nameServers: servers,
      primaryNameServer: servers[0] ?? "",
      zoneId: id,
    };
  },
};

function nameOf(inputs: Values): string {
  return text(inputs, "name").toLowerCase().replace(/\.$/, "");
}

/** The whole name: a record's may be given with its zone's name or without. */
function fqdn(inputs: Values, held: Held): string {
  const zone = held(ZONE).find(({ key }) => key === inputs["zoneId"]);
  const [name, domain] = [nameOf(inputs), text(zone?.properties ?? {}, "name")];
  if (name === "" || domain === "") return name || domain;
  return name === domain || name.endsWith(`.${domain}`) ? name : `${name}.${domain}`;
}

const record: Row = {
  type: "aws:route53/record:Record",
  source: page("6f9f473445500e41170df78104b8770b20fb9f03", "internal/service/route53/record.go"),
  id: ({ inputs }) =>
    [text(inputs, "zoneId"), nameOf(inputs), text(inputs, "type"), text(inputs, "setIdentifier")]
      .join("_")
      .replace(/_$/, ""),
  idLine: 462,
  unique: {
    key: ({ inputs, held }) =>
      inputs["allowOverwrite"] === true
        ? undefined
        : ["zoneId", "type", "setIdentifier"].map((name) => text(inputs, name)).join(" ") +
          ` ${fqdn(inputs, held)}`,
    error: "InvalidChangeBatch: the zone has a record of that name and type already",
  },
  replaceOn: { name: 45, zoneId: 83 },
  update: "whole",
  updateLine: 253,
  refuses: ({ inputs, held }) => {
    const zoneId = text(inputs, "zoneId");
    if (held(ZONE).some(({ key }) => key === zoneId)) return undefined;
    return `NoSuchHostedZone: No hosted zone found with ID: ${zoneId}`;
  },
  computed: ({ inputs, held }) => ({ fqdn: fqdn(inputs, held) }),
};

export const route53 = [zone, record];
