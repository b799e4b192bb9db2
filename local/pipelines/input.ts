/**
 * The inputs of calls, read: what is missing or of another kind is refused by its name. Pure.
 * Source: https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_Operations.html
 */
import { z } from "zod";
import { CallError } from "./call-error";

const text = z.string().min(1);
const page = { maxResults: z.number().int().min(1).max(100).optional(), nextToken: z.string().optional() };
const texts = z.record(z.string(), z.string());

export const INPUTS = {
  StartPipelineExecution: z.object({
    name: text,
    clientRequestToken: text.max(128).optional(),
    variables: z.array(z.object({ name: text, value: text })).optional(),
    sourceRevisions: z
      .array(z.object({ actionName: text, revisionType: text, revisionValue: text }))
      .optional(),
  }),
  StopPipelineExecution: z.object({
    pipelineName: text,
    pipelineExecutionId: text,
    abandon: z.boolean().optional(),
    reason: z.string().max(200).optional(),
  }),
  GetPipeline: z.object({ name: text, version: z.number().int().optional() }),
  GetPipelineState: z.object({ name: text }),
  GetPipelineExecution: z.object({ pipelineName: text, pipelineExecutionId: text }),
  ListPipelineExecutions: z.object({ pipelineName: text, ...page }),
  ListActionExecutions: z.object({
    pipelineName: text,
    filter: z.object({ pipelineExecutionId: text.optional() }).optional(),
    ...page,
  }),
  PutApprovalResult: z.object({
    pipelineName: text,
    stageName: text,
    actionName: text,
    token: text,
    result: z.object({ status: z.enum(["Approved", "Rejected"]), summary: z.string().max(512) }),
  }),
  PutJobSuccessResult: z.object({
    jobId: text,
    continuationToken: text.max(2048).optional(),
    executionDetails: z
      .object({ summary: z.string().max(2048).optional(), externalExecutionId: z.string().optional() })
      .optional(),
    outputVariables: texts.optional(),
  }),
  PutJobFailureResult: z.object({
    jobId: text,
    failureDetails: z.object({
      type: z.enum([
        "JobFailed",
        "ConfigurationError",
        "PermissionError",
        "RevisionOutOfSync",
        "RevisionUnavailable",
        "SystemUnavailable",
      ]),
      message: text.max(5000),
      externalExecutionId: z.string().optional(),
    }),
  }),
} as const;

export type Operation = keyof typeof INPUTS;
export type InputOf<Name extends Operation> = z.infer<(typeof INPUTS)[Name]>;

export function isOperation(name: string): name is Operation {
  return Object.hasOwn(INPUTS, name);
}

/** @throws CallError with everything that is wrong with it */
export function inputOf<Name extends Operation>(name: Name, given: unknown): InputOf<Name> {
  const { success, data, error } = INPUTS[name].safeParse(given);
  if (success) return data as InputOf<Name>;
  const wrong = error.issues.map(({ path, message }) => `${path.join(".") || "the input"}: ${message}`);
  throw new CallError(
    "ValidationException",
    `${wrong.length} validation error${wrong.length === 1 ? "" : "s"} detected: ${wrong.join("; ")}`,
  );
}
