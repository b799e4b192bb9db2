/** Who and where we are. */
import type { Answer } from "./index";

export const getCallerIdentity: Answer = (_args, { account, partition }) => ({
  accountId: account,
  arn: `arn:${partition}:iam::${account}:user/local`,
  id: account,
  userId: "AIDALOCAL",
});

export const getRegion: Answer = (_args, { region, partition }) => ({
  description: region,
  endpoint: `ec2.${region}.${partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com"}`,
  id: region,
  name: region,
  region,
});

export const getPartition: Answer = (_args, { partition }) => {
  const dnsSuffix = partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return { partition, id: partition, dnsSuffix, reverseDnsPrefix: dnsSuffix.split(".").reverse().join(".") };
};
