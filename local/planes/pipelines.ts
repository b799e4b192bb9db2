/** The pipelines of a stack, out of what it declares. Pure. */
import { isValues, type Value, type Values } from "../../wire/values";
import type { Mirrorable } from "../mirror/emulator";
import { asText, text } from "../mirror/mirrored";
import type { Action, Pipeline } from "../pipelines/pipeline";

export const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

export function declaredPipelines(objects: readonly Mirrorable[], account: string): Pipeline[] {
  return objects
    .filter(({ type }) => type === PIPELINE)
    .map(({ properties }) => ({
      name: text(properties, "name"),
      arn: text(properties, "arn"),
      roleArn: text(properties, "roleArn"),
      region: text(properties, "region"),
      account,
      artifactBucket: asText(list(properties["artifactStores"])[0]?.["location"]),
      executionMode: text(properties, "executionMode"),
      stages: list(properties["stages"]).map((stage) => ({
        name: text(stage, "name"),
        actions: list(stage["actions"]).map(actionOf),
      })),
      variables: Object.fromEntries(
        list(properties["variables"]).map(({ name, defaultValue }) => [
          asText(name),
          defaultValue === undefined || defaultValue === null ? undefined : asText(defaultValue),
        ]),
      ),
    }));
}

function actionOf(action: Values): Action {
  const { runOrder, timeoutInMinutes, namespace, configuration } = action;
  return {
    name: text(action, "name"),
    category: text(action, "category"),
    owner: text(action, "owner"),
    provider: text(action, "provider"),
    version: text(action, "version"),
    runOrder: typeof runOrder === "number" ? runOrder : 1,
    ...(asText(namespace) === "" ? {} : { namespace: asText(namespace) }),
    ...(typeof timeoutInMinutes === "number" ? { timeoutInMinutes } : {}),
    configuration: isValues(configuration)
      ? Object.fromEntries(Object.entries(configuration).map(([name, value]) => [name, asText(value)]))
      : {},
    inputArtifacts: texts(action["inputArtifacts"]),
    outputArtifacts: texts(action["outputArtifacts"]),
  };
}

function list(value: Value | undefined): Values[] {
  return Array.isArray(value) ? value.filter(isValues) : [];
}

function texts(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map(asText) : [];
}
