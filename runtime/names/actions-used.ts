/**
 * What of AWS the names call, and on what: the role of the function that keeps them grants this and nothing else
 * (components/private-zone/iam.ts; an agreement test compares the two).
 */

export interface ActionUsed {
  readonly action: string;
  /** The zone's own ARN, or everything where the action knows no resource. */
  readonly on: "zone" | "everything";
  readonly why: string;
}

export const ACTIONS_USED: readonly ActionUsed[] = [
  { action: "ec2:DescribeInstances", on: "everything", why: "which instances run, and their addresses" },
  { action: "route53:GetHostedZone", on: "zone", why: "the zone's name, and that it is private" },
  { action: "route53:ListResourceRecordSets", on: "zone", why: "what the zone has" },
  {
    action: "route53:ChangeResourceRecordSets",
    on: "zone",
    why: "A and TXT records below the stage's domain, written (UPSERT) and deleted",
  },
];
