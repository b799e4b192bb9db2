/** Amazon Route 53: zones, and the records that the program itself has in them. */
import * as route53 from "@aws-sdk/client-route-53";
import { isValues, type Values } from "../../../wire/values";
import { calling, type Clients } from "../clients";
import { asText, given, ifGiven, text, type Mirror, type Mirrored } from "../mirrored";
import { lostTags, tagList, tagMap } from "../tags";

function networks({ vpcs }: Values): route53.VPC[] {
  const list = Array.isArray(vpcs) ? vpcs.filter(isValues) : [];
  return list.map((vpc) => ({
    VPCId: text(vpc, "vpcId"),
    VPCRegion: text(vpc, "vpcRegion") as route53.VPCRegion,
  }));
}

async function retag(to: Clients, { id, properties }: Mirror, before: Values): Promise<void> {
  const input = {
    ResourceType: "hostedzone" as const,
    ResourceId: id,
    AddTags: tagList(properties),
    RemoveTagKeys: lostTags(before, properties),
  };
  await to.of(route53.Route53Client).send(new route53.ChangeTagsForResourceCommand(input));
}

async function change(
  to: Clients,
  HostedZoneId: string,
  Action: route53.ChangeAction,
  sets: readonly route53.ResourceRecordSet[],
): Promise<void> {
  if (sets.length === 0) return;
  const Changes = sets.map((ResourceRecordSet) => ({ Action, ResourceRecordSet }));
  const input = { HostedZoneId, ChangeBatch: { Changes } };
  await to.of(route53.Route53Client).send(new route53.ChangeResourceRecordSetsCommand(input));
}

async function records(to: Clients, HostedZoneId: string): Promise<route53.ResourceRecordSet[]> {
  const found: route53.ResourceRecordSet[] = [];
  let from = {};
  for (;;) {
    const asked = new route53.ListResourceRecordSetsCommand({ HostedZoneId, ...from });
    const page = await to.of(route53.Route53Client).send(asked);
    found.push(...(page.ResourceRecordSets ?? []));
    if (page.IsTruncated !== true) return found;
    from = { StartRecordName: page.NextRecordName, StartRecordType: page.NextRecordType };
  }
}

const zone: Mirrored = {
  gone: ["NoSuchHostedZone"],
  create: async (to, mirror) => {
    const { id, properties } = mirror;
    const vpcs = networks(properties);
    const [VPC, ...others] = vpcs;
    const input = {
      Name: text(properties, "name"),
      CallerReference: id,
      HostedZoneConfig: { Comment: text(properties, "comment"), PrivateZone: vpcs.length > 0 },
      ...(VPC === undefined ? {} : { VPC }),
    };
    const client = to.of(route53.Route53Client);
    await calling([id], () => client.send(new route53.CreateHostedZoneCommand(input)));
    for (const other of others)
      await client.send(new route53.AssociateVPCWithHostedZoneCommand({ HostedZoneId: id, VPC: other }));
    await retag(to, mirror, {});
  },
  update: async (to, mirror, sent, before) => {
    const client = to.of(route53.Route53Client);
    const Comment = text(mirror.properties, "comment");
    if (sent.has("comment"))
      await client.send(new route53.UpdateHostedZoneCommentCommand({ Id: mirror.id, Comment }));
    if (sent.has("tags")) await retag(to, mirror, before);
  },
  remove: async (to, { id, properties }) => {
    const own = (await records(to, id)).filter(({ Type }) => Type !== "NS" && Type !== "SOA");
    if (properties["forceDestroy"] === true) await change(to, id, "DELETE", own);
    await to.of(route53.Route53Client).send(new route53.DeleteHostedZoneCommand({ Id: id }));
  },
  read: async (to, { id }) => {
    const client = to.of(route53.Route53Client);
    const held = await client.send(new route53.GetHostedZoneCommand({ Id: id }));
    const named = { ResourceType: "hostedzone" as const, ResourceId: id };
    const { ResourceTagSet } = await client.send(new route53.ListTagsForResourceCommand(named));
    return {
      comment: held.HostedZone?.Config?.Comment ?? "",
      name: (held.HostedZone?.Name ?? "").replace(/\.$/, ""),
      tagsAll: tagMap(ResourceTagSet?.Tags),
    };
  },
};

function recordSet({ properties }: Mirror): route53.ResourceRecordSet {
  const { aliases, records: values } = properties;
  const [alias] = Array.isArray(aliases) ? aliases.filter(isValues) : [];
  const AliasTarget = alias && {
    DNSName: text(alias, "name"),
    EvaluateTargetHealth: alias["evaluateTargetHealth"] === true,
    HostedZoneId: text(alias, "zoneId"),
  };
  const plain = (Array.isArray(values) ? values : []).map((Value) => ({ Value: asText(Value) }));
  return {
    Name: text(properties, "fqdn"),
    Type: text(properties, "type") as route53.RRType,
    ...given("SetIdentifier", properties["setIdentifier"]),
    ...given("TTL", properties["ttl"]),
    ...(AliasTarget === undefined ? { ResourceRecords: plain } : { AliasTarget }),
  };
}

function zoneOf({ properties }: Mirror): string {
  return text(properties, "zoneId");
}

const record: Mirrored = {
  gone: ["NoSuchHostedZone", "InvalidChangeBatch"],
  create: (to, mirror) => change(to, zoneOf(mirror), "UPSERT", [recordSet(mirror)]),
  update: (to, mirror) => change(to, zoneOf(mirror), "UPSERT", [recordSet(mirror)]),
  remove: (to, mirror) => change(to, zoneOf(mirror), "DELETE", [recordSet(mirror)]),
  read: async (to, mirror) => {
    const { Name = "", Type, SetIdentifier } = recordSet(mirror);
    const all = await records(to, zoneOf(mirror));
    const found = all.find(
      (one) => one.Name === `${Name}.` && one.Type === Type && one.SetIdentifier === SetIdentifier,
    );
    if (found === undefined) return undefined;
    const values = (found.ResourceRecords ?? []).map(({ Value = "" }) => Value);
    return {
      type: found.Type ?? "",
      ...ifGiven(mirror.properties, "ttl", found.TTL ?? 0),
      ...ifGiven(mirror.properties, "records", values),
    };
  },
};

export const ofRoute53 = { "aws:route53/zone:Zone": zone, "aws:route53/record:Record": record };
