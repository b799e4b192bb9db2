/** The functions (data sources) the local AWS answers, by token. */
import type { Place } from "../rows/row";
import type { Store } from "../store/store";
import type { Values } from "../../../wire/values";
import { getAmi } from "./ami";
import { getListener, getListenerRule, getLoadBalancer } from "./load-balancers";
import { getPolicyDocument } from "./policy-document";
import { getCallerIdentity, getPartition, getRegion } from "./place";
import { getSubnet, getVpc } from "./network";
import { getParameter, getParametersByPath, getZone } from "./lookups";
import { getAvailabilityZones } from "./zones";

/** What an answer looks things up in. */
export type Looked = Pick<Store, "list">;

export type Answer = (args: Values, place: Place, store: Looked) => Values;

export const invokes: Readonly<Record<string, Answer>> = {
  "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
  "aws:index/getRegion:getRegion": getRegion,
  "aws:index/getPartition:getPartition": getPartition,
  "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
  "aws:ec2/getAmi:getAmi": getAmi,
  "aws:ec2/getSubnet:getSubnet": getSubnet,
  "aws:ec2/getVpc:getVpc": getVpc,
  "aws:lb/getListener:getListener": getListener,
  "aws:lb/getListenerRule:getListenerRule": getListenerRule,
  "aws:lb/getLoadBalancer:getLoadBalancer": getLoadBalancer,
  "aws:ssm/getParameter:getParameter": getParameter,
  "aws:ssm/getParametersByPath:getParametersByPath": getParametersByPath,
  "aws:iam/getPolicyDocument:getPolicyDocument": getPolicyDocument,
  "aws:route53/getZone:getZone": getZone,
};
