/** The shape of a service's entry in the configuration, by its kind. */
import { z } from "zod";
import { Architecture, Runtime } from "../components/serverless-service/resolve";
import { SERVICE, SERVICE_RULE } from "../naming/identity";

const name = z.string().regex(SERVICE, { error: SERVICE_RULE });

/** An app on Lambda behind an HTTP API. */
const serverless = z.strictObject({
  name,
  kind: z.literal("serverless"),
  /** The folder of the app, from which `multistage package` and the rehearsal build the artifact. */
  source: z.string().optional(),
  /** The zip, as a path from the project's root. */
  artifact: z.string(),
  runtime: z.enum(Runtime),
  startCommand: z.string().optional(),
  port: z.number().optional(),
  healthPath: z.string().optional(),
  architecture: z.enum(Architecture).optional(),
  memoryMiB: z.number().optional(),
  timeoutSeconds: z.number().optional(),
  logRetentionDays: z.number().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  /** Names of environment variables whose values stand, encrypted, under `multistage:secrets`. */
  secrets: z.array(z.string().regex(/^[A-Za-z]\w*$/, { error: "the name of a variable" })).optional(),
  /** Whether the function joins the stage's network. */
  inVpc: z.boolean().optional(),
});

/** Two fleets behind the stage's load balancer, product and pre-product. */
const blueGreen = z.strictObject({
  name,
  kind: z.literal("blueGreen"),
  /** Its rule's place on the listeners; it never changes. */
  priority: z.number(),
  hosts: z.array(z.string()).optional(),
  paths: z.array(z.string()).optional(),
  port: z.number().optional(),
  healthPath: z.string().optional(),
  versionPath: z.string().optional(),
  instanceType: z.string().optional(),
  sizes: z.strictObject({ min: z.number(), max: z.number(), initial: z.number().optional() }),
  bakeSeconds: z.number().optional(),
  alarms: z
    .strictObject({ errorPercent: z.number().optional(), minimumRequests: z.number().optional() })
    .optional(),
  /** Whether a person is asked before users see a release. */
  approval: z.boolean().optional(),
});

export const service = z.discriminatedUnion("kind", [serverless, blueGreen]);

export type ServerlessConfig = z.infer<typeof serverless>;
export type BlueGreenConfig = z.infer<typeof blueGreen>;
