/** Who and where we are. */
import { dnsSuffix, text } from "../rows/row";
import type { Answer } from "./index";

export const getCallerIdentity: Answer = (_args, { account, partition }) => ({
  accountId: account,
  arn: `arn:${partition}:iam::${account}:user/local`,
  id: account,
  userId: "AIDALOCAL",
});

export const getRegion: Answer = (args, place) => {
  const region = text(args, "name") || place.region; // `name` is the older word for `region`
  return {
    description: region,
    endpoint: `ec2.${region}.${dnsSuffix(place)}`,
    id: region,
    name: region,
    region,
  };
};

export const getPartition: Answer = (_args, place) => {
  const suffix = dnsSuffix(place);
  return {
    partition: place.partition,
    id: place.partition,
    dnsSuffix: suffix,
    reverseDnsPrefix: suffix.split(".").reverse().join("."),
  };
};
