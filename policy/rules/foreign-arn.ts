/** ARNs are of one's own partition, regions and accounts. */
import { standsFor } from "../../naming/wildcard";
import { shown } from "../../refusal/refusal";
import { isOfAws } from "../iam/accounts-of-aws";
import { arnOf, PARTITIONS } from "../iam/arn";
import { documentRule, type DocumentFinding } from "../iam/document-rule";
import { KINDS, type Document, type Statement, type Text } from "../iam/model";
import { withoutRepeated } from "../iam/repeated";
import { passes } from "../iam/passes";
import { withTexts, writtenStatement } from "../iam/written";
import type { Own } from "../rule";
import { UNKNOWN, type Values } from "../value";

/** A statement with more tells nothing new. */
const MOST = 20;
/** What services for all regions want to have in one. */
const IN_ONE_REGION = /^arn:aws:(acm|cloudfront|ecr-public|health|wafv2|waf):us-east-1:/;

export const foreignArn = documentRule({
  id: "foreign-arn",
  description: "The ARNs of a policy document are of its own partition, regions and accounts.",
  reason:
    "An ARN of another partition names nothing that this one has, so an Allow gives nothing and a Deny protects nothing (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html). One of another account or region is mostly left from where it was copied; where it is meant, it is better said.",
  remedy: "Write the partition, region and account of the stack, or declare the others as your own.",
  level: "advisory",
  severity: "medium",
  kinds: KINDS,
  finds: "form",
  settings: {},
  check: (document, { own }) => {
    const partition = own.partition ?? mostNamed(document);
    const here: Here = {
      ...own,
      ...(partition === undefined ? {} : { partition }),
      isScp: document.kind === "scp",
    };
    return document.statements.flatMap((statement) => ofStatement(document, statement, here));
  },
});

interface Here extends Own {
  /** Of accounts and regions that are others' by their very nature. */
  readonly isScp: boolean;
}

interface Foreign {
  readonly rule: string;
  readonly remedy: string;
}

function ofStatement(document: Document, statement: Statement, here: Here): readonly DocumentFinding[] {
  const { resources, notResources, principals, conditions } = statement;
  const named = [...resources, ...notResources];
  const others = [...principals.map(({ text }) => text), ...conditions.flatMap(({ values }) => values)];
  const found = [
    ...findIn(named, (text) => foreignness(text, here)),
    // Where an account or a region of somebody else has its place.
    ...findIn(others, (text) => otherPartition(text, here.partition)),
  ];
  if (found.length === 0) return [];
  const fix = fixOf(document, statement.index, here);
  return found.slice(0, MOST).map(({ value, place, rule, remedy }) => {
    const isMended = fix !== undefined && named.some((text) => text.place === place);
    return { place, statement, rule, got: shown(value), remedy, ...(isMended ? { fix } : {}) };
  });
}

function findIn(
  texts: readonly Text[],
  test: (text: string) => Foreign | undefined,
): readonly (Foreign & { readonly value: string; readonly place: Text["place"] })[] {
  return texts.flatMap(({ value, place }) => {
    const foreign = value === UNKNOWN ? undefined : test(value);
    return foreign === undefined || value === UNKNOWN ? [] : [{ value, place, ...foreign }];
  });
}

function foreignness(text: string, here: Here): Foreign | undefined {
  return (
    otherPartition(text, here.partition) ??
    (here.isScp ? undefined : (otherRegion(text, here) ?? otherAccount(text, here)))
  );
}

/** What is no partition at all is no ARN. */
function otherPartition(text: string, partition: string | undefined): Foreign | undefined {
  const given = arnOf(text)?.partition;
  if (partition === undefined || given === undefined || standsFor(given, partition)) return undefined;
  if (!PARTITIONS.some((one) => standsFor(given, one))) return undefined;
  return {
    rule: `an ARN in the partition ${partition}`,
    remedy: `write arn:${partition}: unless the whole stack is elsewhere; no ARN reaches into another partition`,
  };
}

function otherRegion(text: string, { regions = [] }: Own): Foreign | undefined {
  const given = arnOf(text)?.region;
  if (given === undefined || given === "" || given.includes("${") || regions.length === 0) return undefined;
  if (regions.some((one) => standsFor(given, one)) || IN_ONE_REGION.test(text)) return undefined;
  return {
    rule: `an ARN in a region that is used, ${regions.join(" or ")}`,
    remedy: "write the region that is meant, or declare this one as used, too",
  };
}

function otherAccount(text: string, { account, trustedAccounts }: Own): Foreign | undefined {
  const given = arnOf(text)?.account;
  if (account === undefined || given === undefined || !/^\d{12}$/.test(given)) return undefined;
  if (given === account || trustedAccounts.includes(given) || isOfAws(given)) return undefined;
  return {
    rule: `an ARN of the account ${account}, or of one that is trusted`,
    remedy: "write the account that is meant, or declare this one as trusted",
  };
}

/** Where nobody says which is the own one, it is the one that most ARNs have; whatever their order. */
function mostNamed({ statements }: Document): string | undefined {
  const counts = new Map<string, number>();
  for (const { resources, notResources } of statements)
    for (const { value } of [...resources, ...notResources]) {
      const given = value === UNKNOWN ? undefined : arnOf(value)?.partition;
      if (given !== undefined && PARTITIONS.includes(given)) counts.set(given, (counts.get(given) ?? 0) + 1);
    }
  if (counts.size < 2) return undefined;
  const most = Math.max(...counts.values());
  return PARTITIONS.find((partition) => counts.get(partition) === most);
}

/** With the own partition, and the own region where there is one only: whose account is meant, nobody can tell. */
function fixOf(document: Document, index: number, here: Here): Values | undefined {
  const written = writtenStatement(document, index);
  if (written === undefined) return undefined;
  const own = (text: string): string => {
    const arn = arnOf(text);
    if (arn === undefined) return text;
    const partition =
      otherPartition(text, here.partition) === undefined ? arn.partition : (here.partition ?? "");
    const [only, ...more] = here.regions ?? [];
    const isElsewhere = !here.isScp && otherRegion(text, here) !== undefined && more.length === 0;
    const region = isElsewhere ? (only ?? "") : arn.region;
    return ["arn", partition, arn.service, region, arn.account, arn.resource].join(":");
  };
  const lost: string[] = [];
  const change = (text: string): string => {
    const changed = own(text);
    if (foreignness(changed, here) !== undefined) lost.push(text);
    return changed;
  };
  const fix = withTexts(withTexts(written, "Resource", change) ?? written, "NotResource", change);
  if (fix === undefined || lost.length > 0) return undefined;
  const once = withoutRepeated(fix);
  return passes(once, document, index) ? once : undefined;
}
