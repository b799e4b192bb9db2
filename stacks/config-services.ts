/** The shape of a service's entry in the configuration, by its kind. */
import { z } from "zod";
import { Migrations } from "../components/blue-green/release-settings";
import { Day } from "../components/blue-green/weekly-hours";
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

/** Hours of the week; on the next day where `until` is not later than `from`. */
const weeklyHours = z.strictObject({
  days: z.array(z.enum(Day)),
  from: z.string(),
  until: z.string(),
  timeZone: z.string(),
});

/** Two fleets behind the stage's load balancer, product and pre-product. */
const blueGreen = z.strictObject({
  name,
  kind: z.literal("blueGreen"),
  /** Its rule's place on the listeners; it never changes. */
  priority: z.number(),
  hosts: z.array(z.string()).optional(),
  paths: z.array(z.string()).optional(),
  /** Where testers see it, other than at its hosts on the preview's port. */
  preview: z
    .strictObject({
      hosts: z.array(z.string()),
      instanceHost: z.string().optional(),
      /** Refused in words. */
      oidc: z.unknown().optional(),
    })
    .optional(),
  port: z.number().optional(),
  healthPath: z.string().optional(),
  versionPath: z.string().optional(),
  instanceType: z.string().optional(),
  sizes: z.strictObject({ min: z.number(), max: z.number(), initial: z.number().optional() }),
  /** When users may move to a new release; at any time when left out. */
  windows: z.array(weeklyHours).optional(),
  night: z
    .strictObject({
      hours: z.array(weeklyHours),
      product: z.strictObject({ min: z.number(), max: z.number() }).optional(),
      preProduct: z.number().optional(),
    })
    .optional(),
  healthyReads: z.number().optional(),
  bakeSeconds: z.number().optional(),
  keepSeconds: z.number().optional(),
  debugSeconds: z.number().optional(),
  migrations: z.enum(Migrations).optional(),
  alarms: z
    .strictObject({
      errorPercent: z.number().optional(),
      minimumRequests: z.number().optional(),
      latencySeconds: z.number().optional(),
    })
    .optional(),
  /** By what a fleet grows and shrinks by itself: just one of the two. */
  scaling: z
    .strictObject({ requestsPerInstance: z.number().optional(), cpuPercent: z.number().optional() })
    .optional(),
  slowStartSeconds: z.number().optional(),
  drainSeconds: z.number().optional(),
  install: z.literal("boot").optional(),
  /** Whether a person is asked before users see a release. */
  approval: z.boolean().optional(),
  /** Whether a person is asked once more after users have moved and were watched; a no takes them back. */
  confirmation: z.boolean().optional(),
});

export const service = z.discriminatedUnion("kind", [serverless, blueGreen]);

export type ServerlessConfig = z.infer<typeof serverless>;
export type BlueGreenConfig = z.infer<typeof blueGreen>;
