/** Look-ups of VPCs and subnets that the local AWS holds: one by its id, or by some of its properties. */
import { Refusal, shown } from "../../../refusal/refusal";
import { AwsError } from "../provider/errors";
import { text, type Place } from "../rows/row";
import type { CloudObject } from "../store/store";
import { isValues, type Values } from "../../../wire/values";
import type { Answer, Looked } from "./index";

export const getVpc: Answer = (args, place, store) => {
  const { id, properties } = theOne("EC2 VPC", "aws:ec2/vpc:Vpc", ["cidrBlock"], args, place, store);
  return { ...properties, id, default: false, state: "available", tags: tagsOf(properties) };
};

export const getSubnet: Answer = (args, place, store) => {
  const criteria = ["availabilityZone", "cidrBlock", "vpcId"];
  const found = theOne("EC2 Subnet", "aws:ec2/subnet:Subnet", criteria, args, place, store);
  const { id, properties } = found;
  return { ...properties, id, defaultForAz: false, state: "available", tags: tagsOf(properties) };
};

/** The provider's default tags are on it, too. */
function tagsOf({ tagsAll }: Values): Values {
  return isValues(tagsAll) ? tagsAll : {};
}

/** The one object of the region that fits; the words for none and for several are the real provider's. */
function theOne(
  what: string,
  type: string,
  criteria: readonly string[],
  args: Values,
  { region }: Place,
  store: Looked,
): { id: string; properties: Values } {
  refuseOthers(["id", "region", "tags", ...criteria], args);
  const wantedTags = Object.entries(isValues(args["tags"]) ? args["tags"] : {});
  const fits = ({ key, properties }: CloudObject): boolean => {
    const tags = tagsOf(properties);
    return (
      properties["region"] === region &&
      (text(args, "id") === "" || key === `${region}/${text(args, "id")}`) &&
      criteria.every((name) => text(args, name) === "" || args[name] === properties[name]) &&
      wantedTags.every(([name, value]) => tags[name] === value)
    );
  };
  const [found, ...others] = store.list(type).filter(fits);
  if (found === undefined) throw new AwsError("NotFound", `no matching ${what} found`);
  if (others.length > 0) {
    const advice = `use additional constraints to reduce matches to a single ${what}`;
    throw new AwsError("TooManyResults", `multiple ${what}s matched; ${advice}`);
  }
  return { id: found.key.slice(region.length + 1), properties: found.properties };
}

/** What is not understood must not be passed over: its answer would be wrong. */
function refuseOthers(known: readonly string[], args: Values): void {
  const others = Object.keys(args).filter((name) => !known.includes(name));
  if (others.length === 0) return;
  const rule = `left out in the local AWS, which looks up by ${known.join(", ")}`;
  throw new Refusal(
    ...others.map((property) => ({ property, rule, got: shown(args[property]), remedy: "use one of these" })),
  );
}
