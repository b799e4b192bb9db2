/**
 * Where awsx says what the local awsx repeats: its files on GitHub, each at the commit it was read at. `vpc.ts` and
 * `subnetNaming.ts` are the first with the option `subnetNameTagStrategy`, which came with 3.9.0; the other two are
 * the newest read before them.
 */

/** The release the local awsx stands in for: the version of the client package. */
export const AWSX_VERSION = "3.9.0";

const COMMITS = {
  "awsx/ec2/vpc.ts": "8b22411486c7c83bc52ce1165f534d2ad04df49e",
  "awsx/ec2/subnetNaming.ts": "8b22411486c7c83bc52ce1165f534d2ad04df49e",
  "awsx/ec2/subnetDistributorNew.ts": "6eca153be366f403eaa4321531e1524f80b84756",
  "awsx/ec2/vpcConverters.ts": "6b8bf33b81d5856145eb1a18940699069c8ccd68",
} as const;

/** The address of some lines of awsx's source, both ends included. */
export function awsxSource(file: keyof typeof COMMITS, from: number, to: number): string {
  return `https://github.com/pulumi/pulumi-awsx/blob/${COMMITS[file]}/${file}#L${from}-L${to}`;
}
