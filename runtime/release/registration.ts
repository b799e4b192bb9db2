/** What releases know about a service: the SSM parameter that Pulumi writes (components/blue-green/registration.ts). Pure. */
import * as z from "zod/mini";
import { SERVICE, SERVICE_RULE, WORD, WORD_RULE, type Identity } from "../../naming/identity";
import { Refusal } from "../../refusal/refusal";
import { ACTION_SECONDS } from "./deadlines";
import { parsedText, whole, type Format } from "./parse";
import { windowSchema } from "./windows";

const text = z.string().check(z.minLength(1, "not empty"));
const instances = whole(0, 1000);
/** Nothing is kept for longer: 30 days. */
export const LONGEST_SECONDS = 30 * 86_400;
const seconds = whole(0, LONGEST_SECONDS);
const word = z.string().check(z.regex(WORD, WORD_RULE));

const some = whole(1, 1000);
const sizes = z
  .strictObject({ min: some, max: some, initial: some })
  .check(z.refine(({ min, initial, max }) => min <= initial && initial <= max, "min <= initial <= max"));

const nightSizes = z
  .strictObject({ min: instances, max: instances })
  .check(z.refine(({ min, max }) => min <= max, "min <= max"));

const colour = z.strictObject({
  fleet: text,
  targetGroupArn: text,
  launchTemplate: z.strictObject({ id: text, version: z.int("1 or more").check(z.gte(1, "1 or more")) }),
  revisionParameter: text,
  alarms: z.array(text),
});

const registration = z.strictObject({
  version: z.literal(2),
  project: word,
  stage: word,
  service: z.string().check(z.regex(SERVICE, SERVICE_RULE)),
  productRuleArn: text,
  previewRuleArn: text,
  productUrl: text,
  previewUrl: text,
  artifacts: z.strictObject({ bucket: text, prefix: text }),
  port: whole(1, 65_535),
  healthPath: text,
  versionPath: text,
  /** As declared: `min` to `max` serve, `initial` where nothing serves yet. */
  sizes,
  /** By role, never by colour: how many at night serve, and how many are kept for testers. */
  night: z.optional(
    z.strictObject({
      hours: z.array(windowSchema),
      product: z.optional(nightSizes),
      preProduct: z.optional(instances),
    }),
  ),
  /** When a release may switch; at any time where there is none. */
  windows: z.array(windowSchema),
  /** So many looks one after the other have to find the new fleet healthy. */
  healthyReads: whole(1, 20),
  bakeSeconds: whole(0, ACTION_SECONDS),
  /** The old fleet stays at full size for so long after the bake. */
  keepSeconds: seconds,
  /** A fleet that was refused or left stays for so long, to be looked at. */
  debugSeconds: seconds,
  approvalRequired: z.boolean(),
  /** Whether a person is asked once more after the bake. */
  confirmRequired: z.boolean(),
  /** `breaking`: the revision before cannot run any more once this one did. */
  migrations: z.enum(["compatible", "breaking"]),
  colours: z.strictObject({ blue: colour, green: colour }),
});

export type Registration = Readonly<z.infer<typeof registration>>;
export type RegisteredColour = Registration["colours"]["blue"];

const FORMAT: Format<typeof registration> = {
  name: "the registration",
  key: "version",
  version: 2,
  schema: registration,
  upgrades: {
    // The first had neither project nor stage: they stand in the names it has. Who was not asked did not say "no".
    1: (older) => ({
      ...older,
      version: 2,
      ...placeOf(older["colours"]),
      windows: [],
      healthyReads: 3,
      keepSeconds: 3600,
      debugSeconds: 1800,
      approvalRequired: true,
      confirmRequired: false,
      migrations: "compatible",
    }),
  },
  remedy: "run pulumi up, which writes it",
};

/**
 * The registration out of its parameter's text.
 *
 * @throws Refusal with everything that is wrong with it, also where it is of another project, stage or service
 */
export function registrationFrom(
  text: string,
  identity: Identity & { readonly service: string },
): Registration {
  const found = parsedText(FORMAT, text);
  const foreign = (["project", "stage", "service"] as const).filter((part) => found[part] !== identity[part]);
  if (foreign.length === 0) return found;
  throw new Refusal(
    ...foreign.map((part) => ({
      property: `the registration: ${part}`,
      rule: identity[part],
      got: found[part],
      remedy: "look which stack wrote this parameter; every service of a stage has its own",
    })),
  );
}

/** `/<project>/<stage>/services/…` is where the parameter of a colour's revision lies. */
function placeOf(colours: unknown): { project?: string; stage?: string } {
  const { success, data } = placed.safeParse(colours);
  const [, project, stage] = (success ? PLACE.exec(data.blue.revisionParameter) : null) ?? [];
  return { ...(project === undefined ? {} : { project }), ...(stage === undefined ? {} : { stage }) };
}

const PLACE = /^\/([^/]+)\/([^/]+)\/services\//;
const placed = z.object({ blue: z.object({ revisionParameter: z.string() }) });
