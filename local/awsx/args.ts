/**
 * The options as they come over the wire, read once: what the local awsx has is typed, everything else is refused by
 * name, and what decides the layout must be known before anything is created.
 */
import { Output, type Input, type Inputs } from "@pulumi/pulumi";
import { z } from "zod";
import { Refusal, shown, type Problem } from "../../refusal/refusal";
import { parseBlock } from "./cidr";
import { natGatewayOptions, subnetSpecOptions, vpcOptions, type Options } from "./options";
import { LARGEST_MASK, NatGatewayStrategy, SMALLEST_MASK, SubnetType } from "./subnet-specs";

/** A message of the schema is a rule and a remedy, as a Problem has them. */
const says = (rule: string, remedy: string) => `${rule}\n${remedy}`;
const CORRECT = "correct it";

const mask = z
  .int({ error: says(`a whole number from ${LARGEST_MASK} to ${SMALLEST_MASK}`, CORRECT) })
  .min(LARGEST_MASK, { error: says(`a mask of /${LARGEST_MASK} or longer`, "AWS takes no larger block") })
  .max(SMALLEST_MASK, {
    error: says(`a mask of /${SMALLEST_MASK} or shorter`, "AWS takes no smaller block"),
  });

const block = z.string({ error: says("text such as 10.0.0.0/16", CORRECT) }).refine(
  (text) => {
    const length = parseBlock(text)?.subnetMask ?? 0;
    return length >= LARGEST_MASK && length <= SMALLEST_MASK;
  },
  { error: says(`an IPv4 block from /${LARGEST_MASK} to /${SMALLEST_MASK} without host bits`, CORRECT) },
);

const oneOf = <T extends Record<string, string>>(choices: T) =>
  z.enum(choices, { error: says(`one of ${Object.keys(choices).join(", ")}`, "choose one") });

/** An input that may be secret or unknown: it goes to the resource as it is. */
const passedOn = <T>(is: (value: unknown) => value is T, rule: string) =>
  z.custom<Input<T>>((value) => Output.isInstance(value) || is(value), { error: says(rule, CORRECT) });

const isBoolean = (value: unknown): value is boolean => typeof value === "boolean";
const isText = (value: unknown): value is string => typeof value === "string";

const zoneNames = z
  .array(z.string({ error: says("a zone's name", CORRECT) }), { error: says("a list of zones", CORRECT) })
  .min(1, { error: says("at least one zone", "leave it out to have them looked up") })
  .refine((names) => new Set(names).size === names.length, {
    error: says("zones that are all different", "name each once"),
  });

const subnetSpec = z.strictObject(
  {
    type: oneOf(SubnetType),
    name: z.string({ error: says("text", CORRECT) }).optional(),
    cidrMask: mask.optional(),
    cidrBlocks: z.array(block, { error: says("a list of blocks", CORRECT) }).optional(),
  },
  { error: (issue) => message(issue, subnetSpecOptions, "each of subnetSpecs") },
);

const natGateways = z.strictObject(
  { strategy: oneOf(NatGatewayStrategy).default(NatGatewayStrategy.OnePerAz) },
  { error: (issue) => message(issue, natGatewayOptions, "natGateways") },
);

const vpcArgs = z
  .strictObject(
    {
      cidrBlock: block.default("10.0.0.0/16"),
      numberOfAvailabilityZones: z
        .int({ error: says("a whole number", CORRECT) })
        .min(1, {
          error: says("1 or more", CORRECT),
        })
        .optional(),
      availabilityZoneNames: zoneNames.optional(),
      availabilityZoneCidrMask: mask.optional(),
      natGateways: natGateways.prefault({}),
      subnetSpecs: z
        .array(subnetSpec, { error: says("a list of specs", CORRECT) })
        .min(1, { error: says("at least one spec", "leave it out for a Private and a Public one") })
        .optional(),
      subnetStrategy: z.literal("Auto", {
        error: says(
          '"Auto"',
          "give it: left out, awsx takes Legacy, and the local awsx has only Auto (the default subnets are the same)",
        ),
      }),
      enableDnsHostnames: passedOn(isBoolean, "true or false").optional(),
      enableDnsSupport: passedOn(isBoolean, "true or false").optional(),
      tags: z
        .record(z.string(), passedOn(isText, "text"), {
          error: says("a map whose keys are known before anything is created", "put outputs into its values"),
        })
        .default({}),
    },
    { error: (issue) => message(issue, vpcOptions, "awsx.ec2.Vpc") },
  )
  .refine(
    (args) => args.availabilityZoneNames === undefined || args.numberOfAvailabilityZones === undefined,
    {
      path: ["numberOfAvailabilityZones"],
      error: says("left out when availabilityZoneNames is given", "give one of the two"),
    },
  );

/** The options of `awsx.ec2.Vpc` the local awsx has, with awsx's defaults. */
export type VpcArgs = z.infer<typeof vpcArgs>;

/**
 * Reads the options.
 * @throws Refusal naming every option that is wrong, that the local awsx does not have, or that decides the layout
 * and is not known yet.
 */
export function readVpcArgs(inputs: Inputs): VpcArgs {
  const read = vpcArgs.safeParse(inputs);
  if (read.success) return read.data;
  throw new Refusal(...read.error.issues.flatMap((issue) => problems(issue, inputs)));
}

type Issue = z.core.$ZodIssue | z.core.$ZodRawIssue;

function message(issue: Issue, options: Options, of: string): string {
  const served = options.served.map(({ option }) => option).join(", ");
  return issue.code === "unrecognized_keys"
    ? says("left out", `of ${of} the local awsx has only ${served}`)
    : says("a map of options", CORRECT);
}

/** One problem for each issue; one for each key where keys are not known. */
function problems(issue: z.core.$ZodIssue, inputs: Inputs): Problem[] {
  const [rule = "", remedy = CORRECT] = issue.message.split("\n");
  const paths =
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => {
    const value = path.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
      inputs,
    );
    return { property: propertyText(path), rule, got: given(value), remedy };
  });
}

/** Never the value of an output: it may be secret. */
function given(value: unknown): string {
  if (Output.isInstance(value)) return "an output (secret, or not known yet)";
  return shown(value);
}

function propertyText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
}
