/** Where resources hand variables and scripts to what runs in them. Pure. */
import { at, type Found } from "../iam/grants";
import { isList, isValues, parsedJson, UNKNOWN, type Value, type Values } from "../value";
import { withParsed } from "./embedded";

interface Places {
  /** Maps from names to texts, or lists of `{ name, value }`; as JSON text, too. */
  readonly variables?: readonly string[];
  readonly scripts?: readonly string[];
  /** How a secret is given instead. */
  readonly instead: string;
}

const BY_ARN = "keep it in Secrets Manager or as a SecureString parameter, give its ARN and read it at start";
const BY_TYPE = "give type SECRETS_MANAGER or PARAMETER_STORE, and as value where the secret is kept";
const BY_SECRETS = "move it from environment to secrets, which name where it is kept by valueFrom";
const AT_BOOT = "read it at boot, from Secrets Manager by the instance's role";
const script = { scripts: ["userData", "userDataBase64"], instead: AT_BOOT };

export const places: Readonly<Record<string, Places>> = {
  "aws:amplify/app:App": { variables: ["environmentVariables"], instead: BY_ARN },
  "aws:amplify/branch:Branch": { variables: ["environmentVariables"], instead: BY_ARN },
  "aws:apprunner/service:Service": {
    variables: [
      "sourceConfiguration.imageRepository.imageConfiguration.runtimeEnvironmentVariables",
      "sourceConfiguration.codeRepository.codeConfiguration.codeConfigurationValues.runtimeEnvironmentVariables",
    ],
    instead: "move it to runtimeEnvironmentSecrets, which name where it is kept",
  },
  "aws:batch/jobDefinition:JobDefinition": {
    variables: ["containerProperties.environment"],
    instead: BY_SECRETS,
  },
  "aws:codebuild/project:Project": {
    variables: ["environment.environmentVariables"],
    scripts: ["source.buildspec", "secondarySources[].buildspec"],
    instead: BY_TYPE,
  },
  "aws:codepipeline/pipeline:Pipeline": {
    variables: ["stages[].actions[].configuration.EnvironmentVariables", "variables"],
    instead: BY_TYPE,
  },
  "aws:ec2/instance:Instance": script,
  "aws:ec2/launchConfiguration:LaunchConfiguration": script,
  "aws:ec2/launchTemplate:LaunchTemplate": { scripts: ["userData"], instead: AT_BOOT },
  "aws:ec2/spotInstanceRequest:SpotInstanceRequest": script,
  "aws:ecs/taskDefinition:TaskDefinition": {
    variables: ["containerDefinitions[].environment"],
    instead: BY_SECRETS,
  },
  "aws:elasticbeanstalk/environment:Environment": { variables: ["settings"], instead: BY_ARN },
  "aws:lambda/function:Function": { variables: ["environment.variables"], instead: BY_ARN },
};

/** A variable, or with UNKNOWN as its name as many as there may be. */
export interface Variable {
  /** `environment.variables.TABLE`, `environment.environmentVariables[2]` */
  readonly property: string;
  readonly name: string | typeof UNKNOWN;
  readonly value: Value;
}

/** All variables of a resource but those that say themselves that they refer to a secret. */
export function variablesOf(type: string, inputs: Values): readonly Variable[] {
  const parsed = withParsed(inputs, "containerDefinitions", "containerProperties");
  return (places[type]?.variables ?? []).flatMap((path) => at(parsed, path)).flatMap(each);
}

export function scriptsOf(type: string, inputs: Values): readonly Found[] {
  return (places[type]?.scripts ?? []).flatMap((path) => at(inputs, path));
}

function each({ property, value }: Found): readonly Variable[] {
  const given = typeof value === "string" ? parsedJson(value) : value;
  if (given === UNKNOWN) return [{ property, name: UNKNOWN, value: UNKNOWN }];
  if (isList(given)) return given.flatMap((entry, index) => inList(`${property}[${index}]`, entry));
  if (!isValues(given)) return [];
  return Object.entries(given).map(([name, one]) => ({ property: `${property}.${name}`, name, value: one }));
}

const REFERRING: readonly Value[] = ["PARAMETER_STORE", "SECRETS_MANAGER"];

function inList(property: string, entry: Value): readonly Variable[] {
  if (entry === UNKNOWN) return [{ property, name: UNKNOWN, value: UNKNOWN }];
  if (!isValues(entry) || REFERRING.includes(entry["type"])) return [];
  const { name, type } = entry;
  // The variables of a pipeline have a default; one whose type is unknown may be a reference.
  const value = type === UNKNOWN ? UNKNOWN : (entry["value"] ?? entry["defaultValue"]);
  return typeof name === "string" || name === UNKNOWN ? [{ property, name, value }] : [];
}
