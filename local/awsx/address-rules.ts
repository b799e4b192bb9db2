/** The rules `subnets.ts` computes addresses by, each with the place where awsx states it. Data, for readers and tests. */
import { awsxSource } from "./source";

export const addressRules = [
  {
    rule: "the mask of a zone's block is the given one, else the VPC's plus the bits that tell the zones apart",
    source: awsxSource("awsx/ec2/subnetDistributorNew.ts", 132, 132),
  },
  {
    rule: "without specs: Private with one bit more than the zone's block, Public with two, at least /26 a zone",
    source: awsxSource("awsx/ec2/subnetDistributorNew.ts", 255, 276),
  },
  {
    rule: "a spec without mask gets the zone's mask plus the bits that tell the specs apart",
    source: awsxSource("awsx/ec2/subnetDistributorNew.ts", 139, 140),
  },
  {
    rule: "the subnets of a zone together have at most the addresses of its block",
    source: awsxSource("awsx/ec2/subnetDistributorNew.ts", 142, 152),
  },
  {
    rule: "the first subnet starts with its zone's block, the next behind the one before",
    source: awsxSource("awsx/ec2/subnetDistributorNew.ts", 154, 182),
  },
  {
    rule: "behind a block starts the next block of the wanted size that does not touch it",
    source: awsxSource("awsx/ec2/subnetDistributorNew.ts", 278, 284),
  },
  {
    rule: "given blocks are taken in the order of the zones",
    source: awsxSource("awsx/ec2/subnetDistributorNew.ts", 296, 320),
  },
  { rule: "no two subnets overlap", source: awsxSource("awsx/ec2/vpc.ts", 1078, 1108) },
] as const;
