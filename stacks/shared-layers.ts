/**
 * What a stack shares, as its output `shared`, and how another takes it: network, load balancer and release control of
 * one stack serve the services of several.
 */
import { getCallerIdentityOutput } from "@pulumi/aws/getCallerIdentity";
import { getRegionOutput } from "@pulumi/aws/getRegion";
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { problemText, shown, type Problem } from "../refusal/refusal";
import type { StackConfig } from "./config";
import { blockOf } from "./config-priorities";
import type { Layers, NetworkLayer, ReleaseLayer } from "./layers";

const reference = z.object({ name: z.string(), arn: z.string() });
const block = z.object({ first: z.number(), last: z.number() });

/** The output; what a preview does not know yet is nowhere here: only stacks that stand can be taken from. */
const shape = z.object({
  project: z.string(),
  stage: z.string(),
  accountId: z.string(),
  region: z.string(),
  /** The names of its services, whose names on AWS no second stack of the stage may take. */
  services: z.array(z.string()),
  /** The listener priorities of the stack itself. */
  priorities: block,
  approvalRequired: z.boolean(),
  network: z.object({
    vpcId: z.string(),
    publicSubnetIds: z.array(z.string()),
    privateSubnetIds: z.array(z.string()),
  }),
  /** What the private names of all services of the stage stand below. */
  privateDomain: z.string().optional(),
  releases: z
    .object({
      loadBalancer: z.object({
        productListenerArn: z.string(),
        previewListenerArn: z.string(),
        securityGroupId: z.string(),
        arnSuffix: z.string(),
        dnsName: z.string(),
        protocol: z.string(),
        port: z.number(),
        previewPort: z.number(),
      }),
      artifactBucket: reference,
      functions: z.object({ prepare: reference, deploy: reference, release: reference }),
      approvalTopicArn: z.string(),
      alarmTopicArn: z.string(),
    })
    .optional(),
});

/** What others may take of a stack. */
export type Shared = z.infer<typeof shape>;

/** The output `shared` of a stack that has its own layers. */
export function shareLayers(
  config: StackConfig,
  { network, privateDomain, releases }: Layers,
): pulumi.Output<Shared> {
  const { vpcId, publicSubnetIds, privateSubnetIds } = network;
  return pulumi.output({
    project: config.project,
    stage: config.stage,
    accountId: getCallerIdentityOutput().accountId,
    region: getRegionOutput().region,
    services: config.services.map(({ name }) => name),
    priorities: blockOf(config),
    approvalRequired: config.releases?.approvalRequired ?? false,
    network: { vpcId, publicSubnetIds, privateSubnetIds },
    ...(privateDomain === undefined ? {} : { privateDomain }),
    ...(releases === undefined ? {} : { releases: plain(releases) }),
  });
}

/** The same without what a component has besides. */
function plain({
  loadBalancer,
  artifactBucket,
  functions,
  approvalTopicArn,
  alarmTopicArn,
}: ReleaseLayer): pulumi.Output<unknown> {
  const { productListenerArn, previewListenerArn, securityGroupId, arnSuffix } = loadBalancer;
  const { dnsName, protocol, port, previewPort } = loadBalancer;
  const { prepare, deploy, release } = functions;
  return pulumi.output({
    loadBalancer: {
      productListenerArn,
      previewListenerArn,
      securityGroupId,
      arnSuffix,
      dnsName,
      protocol,
      port,
      previewPort,
    },
    artifactBucket,
    functions: { prepare, deploy, release },
    approvalTopicArn,
    alarmTopicArn,
  });
}

/** The layers of the stack that `shared` names; everything made with them waits until they are known to fit. */
export function takeLayers(config: StackConfig, shared: string): Layers {
  const name = shared.includes("/")
    ? shared
    : [pulumi.getOrganization(), pulumi.getProject(), shared].join("/");
  const theirs = pulumi
    .all([
      new pulumi.StackReference(name).getOutput("shared"),
      getCallerIdentityOutput().accountId,
      getRegionOutput().region,
    ])
    .apply(([output, accountId, region]) => fitting(config, shared, output, { accountId, region }));
  const { vpcId, publicSubnetIds, privateSubnetIds } = theirs.network;
  const network: NetworkLayer = { vpcId, publicSubnetIds, privateSubnetIds };
  const { privateDomain } = theirs;
  if (!hasFleets(config)) return { network, privateDomain };
  // Fitting they have it, as there are services that need it.
  const { loadBalancer, artifactBucket, functions, approvalTopicArn, alarmTopicArn } = theirs.apply(
    ({ releases }) => releases ?? ({} as NonNullable<Shared["releases"]>),
  );
  return {
    network,
    privateDomain,
    releases: { loadBalancer, artifactBucket, functions, approvalTopicArn, alarmTopicArn },
  };
}

/** Where a stack is. */
interface Place {
  readonly accountId: string;
  readonly region: string;
}

/**
 * What the other stack shares.
 *
 * @throws RunError when it shares nothing, lacks a layer, or is of another stage, account or region
 */
export function fitting(config: StackConfig, shared: string, output: unknown, here: Place): Shared {
  const read = shape.safeParse(output);
  const problems = read.success ? misfits(config, shared, read.data, here) : [sharesNothing(shared, output)];
  if (problems.length > 0 || !read.success) throw new pulumi.RunError(problems.map(problemText).join("\n"));
  return read.data;
}

function sharesNothing(shared: string, output: unknown): Problem {
  const rule = "a stack of this program that has its own network and is up";
  const got = `${shown(shared)}, which ${output === undefined ? "shares nothing" : "shares something else"}`;
  return { property: "shared", rule, got, remedy: "run its up first, or name another" };
}

function misfits(config: StackConfig, shared: string, theirs: Shared, here: Place): Problem[] {
  const { project, stage, priorities, approvalRequired, releases } = theirs;
  const problems: Problem[] = [];
  const problem = (property: string, rule: string, got: unknown, remedy: string): void => {
    problems.push({ property, rule: `${rule}, as ${shown(shared)} shares its own`, got: shown(got), remedy });
  };
  // The functions that release a service find it below the path of their own project and stage.
  if (project !== config.project) problem("project", shown(project), config.project, "set it");
  if (stage !== config.stage)
    problem("stage", shown(stage), config.stage, "set it: pulumi config set multistage:stage");
  if (theirs.accountId !== here.accountId)
    problem("the account", theirs.accountId, here.accountId, "sign in to that one");
  if (theirs.region !== here.region) problem("aws:region", shown(theirs.region), here.region, "set it");
  for (const [index, { name }] of config.services.entries())
    if (theirs.services.includes(name))
      problem(
        `services[${index}].name`,
        "another than theirs",
        name,
        "rename it; a stage has each name once",
      );
  if (!hasFleets(config)) return problems;
  const own = blockOf(config);
  const overlap = own.first <= priorities.last && priorities.first <= own.last;
  if (overlap)
    problem(
      "priorities",
      `a block beside ${priorities.first} to ${priorities.last}`,
      own,
      "choose another, or make theirs smaller",
    );
  if (releases === undefined) {
    const rule = "a stack with a load balancer, as a service of kind blueGreen stands on it";
    const got = `${shown(shared)}, which has none`;
    problems.push({ property: "shared", rule, got, remedy: "name another, or give it loadBalancer" });
  }
  for (const [index, service] of config.services.entries())
    if (approvalRequired && service.kind === "blueGreen" && service.approval !== true)
      problem(`services[${index}].approval`, "true", service.approval, "set it");
  return problems;
}

function hasFleets({ services }: StackConfig): boolean {
  return services.some(({ kind }) => kind === "blueGreen");
}
