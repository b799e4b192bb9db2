/** What is configured for asynchronous invocations, by qualifier. */
import { invalid, LambdaError } from "../invoke-error";
import { qualifierOf, type Answer, type Call } from "./call";
import type { Input } from "./configuration";
import type { FunctionStore } from "./function-store";

export function asyncConfig(store: FunctionStore, call: Call): Input {
  const { name } = call;
  const found = store.get(name).asyncConfigs.get(qualifierOf(call) ?? "$LATEST");
  if (found !== undefined) return found;
  throw new LambdaError(
    "ResourceNotFoundException",
    `The function ${name} doesn't have an EventInvokeConfig`,
    404,
  );
}

/** @param before - what stays where the call does not say otherwise */
export function putAsync(store: FunctionStore, call: Call, before: Input): Input {
  const { name, body } = call;
  const qualifier = qualifierOf(call) ?? "$LATEST";
  const { MaximumRetryAttempts: attempts = 0, MaximumEventAgeInSeconds: age = 60 } = body;
  if (![0, 1, 2].includes(attempts as number)) throw invalid("MaximumRetryAttempts: must be 0, 1 or 2");
  if (!((age as number) >= 60 && (age as number) <= 21_600))
    throw invalid("MaximumEventAgeInSeconds: must be from 60 to 21600");
  const FunctionArn = store.reported(name, qualifierOf(call)).FunctionArn;
  const config = {
    DestinationConfig: { OnSuccess: {}, OnFailure: {} },
    ...before,
    ...body,
    FunctionArn,
    LastModified: store.now() / 1000,
  };
  store.get(name).asyncConfigs.set(qualifier, config);
  return config;
}

export function deleteAsync(store: FunctionStore, call: Call): Answer {
  store.get(call.name).asyncConfigs.delete(qualifierOf(call) ?? "$LATEST");
  return { status: 204 };
}
