/** The ways to name a function: by name, by partial ARN, by ARN; each may carry a qualifier. Pure. */

/** A function named by somebody. */
export interface Reference {
  readonly functionName: string;
  readonly qualifier?: string;
}

const NAME = "[a-zA-Z0-9-_]{1,64}";
const QUALIFIER = "\\$LATEST|[a-zA-Z0-9-_]{1,128}";
const PATTERN = new RegExp(
  `^(?:(?:arn:aws[a-z-]*:lambda:[a-z0-9-]+:)?\\d{12}:function:)?(${NAME})(?::(${QUALIFIER}))?$`,
);

/** What it names; `undefined` when it is none of these ways. */
export function reference(text: string): Reference | undefined {
  const [, functionName, qualifier] = PATTERN.exec(text) ?? [];
  if (functionName === undefined) return undefined;
  return qualifier === undefined ? { functionName } : { functionName, qualifier };
}
