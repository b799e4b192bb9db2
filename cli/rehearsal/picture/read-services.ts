/** The services of a stage, told apart and put together by the tags they carry. Pure. */
import { z } from "zod";
import { all, type Read, type Resource } from "../exported";
import type { BlueGreen, Fleet, Pipeline, Rule, Serverless, Service } from "./model";
import type { Shorten } from "./short-name";

export function readServices(resources: readonly Resource[], short: Shorten): Service[] {
  const pipelines = readPipelines(resources, short);
  const alarms = all(resources, "aws:cloudwatch/metricAlarm:MetricAlarm", z.object({}));
  const complete = <T extends { name: string }>(service: T): T & { alarms: number; pipeline?: Pipeline } => ({
    ...service,
    alarms: alarms.filter(({ tags }) => tags["Service"] === service.name).length,
    pipeline: pipelines.get(service.name),
  });
  return [...readBlueGreen(resources).map(complete), ...readServerless(resources, short).map(complete)];
}

const group = z.object({ minSize: z.number(), maxSize: z.number(), desiredCapacity: z.number().optional() });
const template = z.object({ instanceType: z.string() });
const targetGroup = z.object({ arn: z.string() });
const settings = z.object({ settings: z.object({ sizes: z.object({ min: z.number(), max: z.number() }) }) });

function readBlueGreen(resources: readonly Resource[]): Omit<BlueGreen, "alarms" | "pipeline">[] {
  const groups = all(resources, "aws:autoscaling/group:Group", group);
  const templates = all(resources, "aws:ec2/launchTemplate:LaunchTemplate", template);
  const components = all(resources, "multistage:index:BlueGreenService", settings);
  const rules = readRules(resources);
  const services = named(groups).map((name) => {
    const ruleOf = (role: string): Rule | undefined =>
      rules.find(({ tags }) => tags["Service"] === name && tags["Role"] === role);
    const productRule = ruleOf("product");
    const product = heaviest(productRule?.weights ?? {});
    const fleets = of(name, groups).map(({ tags, minSize, maxSize, desiredCapacity }): Fleet => {
      const colour = tags["Colour"] ?? "";
      return {
        colour,
        product: product === undefined ? undefined : colour === product,
        min: minSize,
        max: maxSize,
        desired: desiredCapacity ?? minSize,
        instanceType: of(name, templates).find((one) => (one.tags["Colour"] ?? colour) === colour)
          ?.instanceType,
      };
    });
    const component = components.find(({ resource }) =>
      of(name, groups).some((one) => one.resource.parent === resource.urn),
    );
    return {
      kind: "blueGreen" as const,
      name,
      productRule,
      previewRule: ruleOf("preview"),
      fleets: fleets.sort((a, b) => Number(b.product) - Number(a.product) || (a.colour < b.colour ? -1 : 1)),
      sizes: component?.settings.sizes,
    };
  });
  return services.sort((a, b) => (a.productRule?.priority ?? 0) - (b.productRule?.priority ?? 0));
}

const target = z.object({ arn: z.string(), weight: z.number().default(1) });
const rule = z.object({
  priority: z.number(),
  actions: z.tuple([z.object({ forward: z.object({ targetGroups: z.array(target) }) })]),
  conditions: z.array(
    z.object({
      hostHeader: z.object({ values: z.array(z.string()) }).optional(),
      pathPattern: z.object({ values: z.array(z.string()) }).optional(),
    }),
  ),
});

/** The rules that forward to target groups with a colour, with their weights by colour. */
function readRules(resources: readonly Resource[]): (Rule & Pick<Read<object>, "tags">)[] {
  const groups = all(resources, "aws:lb/targetGroup:TargetGroup", targetGroup);
  const colours = new Map(groups.map(({ arn, tags }) => [arn, tags["Colour"]]));
  return all(resources, "aws:lb/listenerRule:ListenerRule", rule).map(
    ({ priority, actions, conditions, tags }) => ({
      tags,
      priority,
      conditions: conditions.flatMap(({ hostHeader, pathPattern }) => [
        ...(hostHeader?.values ?? []),
        ...(pathPattern?.values ?? []),
      ]),
      weights: Object.fromEntries(
        actions[0].forward.targetGroups.map(({ arn, weight }) => [colours.get(arn) ?? arn, weight]),
      ),
    }),
  );
}

/** The one of the greatest weight; of two equal ones the first by name. */
function heaviest(weights: Readonly<Record<string, number>>): string | undefined {
  return Object.entries(weights).sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))[0]?.[0];
}

const fn = z.object({
  name: z.string(),
  runtime: z.string().optional(),
  memorySize: z.number().optional(),
  architectures: z.array(z.string()).default([]),
});
const alias = z.object({ name: z.string(), functionName: z.string(), functionVersion: z.string() });

/** A function that an alias stands before. */
function readServerless(
  resources: readonly Resource[],
  short: Shorten,
): Omit<Serverless, "alarms" | "pipeline">[] {
  const functions = all(resources, "aws:lambda/function:Function", fn);
  const apis = all(resources, "aws:apigatewayv2/api:Api", z.object({ name: z.string() }));
  const services = all(resources, "aws:lambda/alias:Alias", alias).flatMap((live) => {
    const behind = functions.find(({ name }) => name === live.functionName);
    const name = behind?.tags["Service"];
    if (behind === undefined || name === undefined) return [];
    return {
      kind: "serverless" as const,
      name,
      api: of(name, apis).map((api) => short(api.name))[0],
      alias: live.name,
      version: live.functionVersion,
      runtime: behind.runtime,
      architecture: behind.architectures[0],
      memoryMiB: behind.memorySize,
    };
  });
  return services.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const action = z.object({
  name: z.string(),
  category: z.string(),
  provider: z.string(),
  runOrder: z.number().default(1),
});
const pipeline = z.object({ name: z.string(), stages: z.array(z.object({ actions: z.array(action) })) });

function readPipelines(resources: readonly Resource[], short: Shorten): Map<string, Pipeline> {
  const found = all(resources, "aws:codepipeline/pipeline:Pipeline", pipeline);
  return new Map(
    found.map(({ name, stages, tags }) => [
      tags["Service"] ?? "",
      { name: short(name), steps: stages.flatMap(({ actions }) => inOrder(actions)) },
    ]),
  );
}

function inOrder(actions: readonly z.infer<typeof action>[]): Pipeline["steps"] {
  return [...actions]
    .sort((a, b) => a.runOrder - b.runOrder)
    .map(({ name, provider, category }) => ({ name, provider, manual: category === "Approval" }));
}

/** The services' names, each once, in their order. */
function named(found: readonly Read<object>[]): string[] {
  const names = found.flatMap(({ tags }) => tags["Service"] ?? []);
  return [...new Set(names)].sort();
}

function of<T extends Read<object>>(service: string, found: readonly T[]): T[] {
  return found.filter(({ tags }) => tags["Service"] === service);
}
