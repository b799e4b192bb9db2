/** From an exported stack to the model of its stage. Resources of types not named here are left out. Pure. */
import { z } from "zod";
import { stackAndProject } from "../../../wire/urn";
import { all, isOfAws, standing, type ExportedStack, type Resource } from "../exported";
import type { LoadBalancer, ReleaseControl, StageModel } from "./model";
import { readNetwork } from "./read-network";
import { readServices } from "./read-services";
import { shortener, type Shorten } from "./short-name";

/**
 * The model of the stage whose stack was exported.
 *
 * @throws ZodError when it is no exported stack
 */
export function readStage(exported: ExportedStack): StageModel {
  const resources = standing(exported);
  const { stack: stage, project } = stackAndProject(resources[0]?.urn ?? "");
  const short = shortener(project, stage);
  return {
    project,
    stage,
    region: readRegion(resources),
    resources: resources.filter(isOfAws).length,
    loadBalancer: readLoadBalancer(resources),
    services: readServices(resources, short),
    releaseControl: readReleaseControl(resources, short),
    network: readNetwork(resources),
  };
}

function readRegion(resources: readonly Resource[]): string | undefined {
  const regions = resources.map(({ outputs }) => outputs["region"]);
  return regions.find((region): region is string => typeof region === "string");
}

const loadBalancer = z.object({
  arn: z.string(),
  enableDeletionProtection: z.boolean().optional(),
});
const listener = z.object({ loadBalancerArn: z.string(), port: z.number() });

function readLoadBalancer(resources: readonly Resource[]): LoadBalancer | undefined {
  const [found] = all(resources, "aws:lb/loadBalancer:LoadBalancer", loadBalancer);
  if (found === undefined) return undefined;
  const listeners = all(resources, "aws:lb/listener:Listener", listener).filter(
    ({ loadBalancerArn }) => loadBalancerArn === found.arn,
  );
  const portOf = (role: string): number | undefined =>
    listeners.find(({ tags }) => tags["Role"] === role)?.port;
  return {
    productPort: portOf("product"),
    previewPort: portOf("preview"),
    protected: found.enableDeletionProtection === true,
  };
}

const named = z.object({ name: z.string() });
const bucket = z.object({ bucket: z.string() });
const topic = z.object({ name: z.string(), arn: z.string() });
const subscription = z.object({ topic: z.string() });

/** The order in which a release meets them. */
const FUNCTIONS = ["prepare", "deploy", "release", "retire", "events"];

/** What carries no service's tag is the stage's. */
function readReleaseControl(resources: readonly Resource[], short: Shorten): ReleaseControl | undefined {
  const shared = resources.filter(isOfAws);
  // A stage has other buckets and topics, too.
  const ofStage = <T>(type: string, schema: z.ZodType<T>, role?: string): T[] =>
    all(shared, type, schema).filter(
      ({ tags }) => tags["Service"] === undefined && (role === undefined || tags["Role"] === role),
    );
  const artifacts = ofStage("aws:s3/bucket:Bucket", bucket, "artifacts").at(0);
  const [table] = ofStage("aws:dynamodb/table:Table", named);
  const approvals = ofStage("aws:sns/topic:Topic", topic, "approvals").at(0);
  const functions = ofStage("aws:lambda/function:Function", named).map(({ name }) => short(name));
  if (artifacts === undefined && table === undefined && approvals === undefined && functions.length === 0) {
    return undefined;
  }
  const subscriptions = all(shared, "aws:sns/topicSubscription:TopicSubscription", subscription);
  const rank = (name: string): number => [...FUNCTIONS, name].indexOf(name);
  return {
    bucket: artifacts && short(artifacts.bucket),
    functions: functions.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)),
    table: table && short(table.name),
    topic: approvals && {
      name: short(approvals.name),
      subscriptions: subscriptions.filter((one) => one.topic === approvals.arn).length,
    },
  };
}
