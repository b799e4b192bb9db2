/** SSM Parameter Store: which services there are, how each is released, which colour serves, and what each colour runs. */
import { GetParametersByPathCommand, GetParametersCommand, PutParameterCommand } from "@aws-sdk/client-ssm";
import * as z from "zod/mini";
import { COLOURS, perColour, type Colour, type PerColour } from "../../../naming/colours";
import { SERVICE, type Identity } from "../../../naming/identity";
import { servicePath } from "../../../naming/parameters";
import { Refusal } from "../../../refusal/refusal";
import { registrationFrom, type Registration } from "../registration";
import { revisionFrom, type Revision } from "../revision";
import type { Calls } from "./calls";

const parameter = z.object({ Name: z.string(), Value: z.string() });
const some = z.object({ Parameters: z.array(parameter) });
const page = z.object({
  Parameters: z.array(z.object({ Name: z.string() })),
  NextToken: z.optional(z.string()),
});
const REGISTRATION = "registration";

/** Of one service. */
export type ServiceIdentity = Identity & { readonly service: string };

/** Those of a stage that have a registration, in their order; what no service can be called would spoil everybody's names. */
export async function services(calls: Calls, stage: Identity): Promise<readonly string[]> {
  const Path = `/${stage.project}/${stage.stage}/services/`;
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const asked = new GetParametersByPathCommand({
      Path,
      Recursive: true,
      ...(NextToken === undefined ? {} : { NextToken }),
    });
    const read = await calls.ask("ssm:GetParametersByPath", page, (options) =>
      calls.clients.ssm.send(asked, options),
    );
    for (const { Name } of read.Parameters) {
      const [service = "", name, ...deeper] = Name.slice(Path.length).split("/");
      if (name === REGISTRATION && deeper.length === 0 && SERVICE.test(service)) found.push(service);
    }
    NextToken = read.NextToken === "" ? undefined : read.NextToken;
  } while (NextToken !== undefined);
  return found.sort();
}

export interface Declared {
  readonly registration: Registration;
  /** None before the first release, and where somebody has written something else there. */
  readonly serving: Colour | undefined;
}

/**
 * What Pulumi has declared, and which colour it takes for the serving one.
 *
 * @throws Refusal where nothing is registered, or it is not of this service, or not understood
 */
export async function readDeclared(calls: Calls, identity: ServiceIdentity): Promise<Declared> {
  const [registered, serving] = [servicePath(identity, REGISTRATION), servingParameter(identity)];
  const values = await read(calls, [registered, serving]);
  const text = values.get(registered);
  if (text === undefined)
    throw new Refusal({
      property: registered,
      rule: `a parameter that says how ${identity.service} is released`,
      got: "nothing",
      remedy: "run pulumi up, which writes it",
    });
  const written = values.get(serving);
  return {
    registration: registrationFrom(text, identity),
    serving: COLOURS.find((colour) => colour === written),
  };
}

/**
 * What each colour runs; undefined before its first release. What is not there or not understood is no release either:
 * the next one writes it anew, and must not be kept from that.
 */
export async function readRevisions(
  calls: Calls,
  { colours }: Registration,
): Promise<PerColour<Revision | undefined>> {
  const names = perColour((colour) => colours[colour].revisionParameter);
  const values = await read(calls, Object.values(names));
  return perColour((colour) => understood(values.get(names[colour])));
}

function understood(value: string | undefined): Revision | undefined {
  if (value === undefined) return undefined;
  try {
    return revisionFrom(value);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Each instance of the colour that starts from now on installs it. */
export async function writeRevision(
  calls: Calls,
  { colours }: Registration,
  colour: Colour,
  { bucket, key, versionId, sha256, releaseId }: Revision,
): Promise<void> {
  await write(
    calls,
    colours[colour].revisionParameter,
    JSON.stringify({ bucket, key, versionId, sha256, releaseId }),
  );
}

/** The next run of Pulumi takes it for the serving one. */
export async function writeServing(calls: Calls, identity: ServiceIdentity, colour: Colour): Promise<void> {
  await write(calls, servingParameter(identity), colour);
}

function servingParameter(identity: ServiceIdentity): string {
  return servicePath(identity, "state", "serving");
}

async function read(calls: Calls, Names: string[]): Promise<ReadonlyMap<string, string>> {
  const { Parameters } = await calls.ask("ssm:GetParameters", some, (options) =>
    calls.clients.ssm.send(new GetParametersCommand({ Names }), options),
  );
  return new Map(Parameters.map(({ Name, Value }) => [Name, Value]));
}

async function write(calls: Calls, Name: string, Value: string): Promise<void> {
  const asked = new PutParameterCommand({ Name, Value, Type: "String", Overwrite: true });
  await calls.ask("ssm:PutParameter", z.unknown(), (options) => calls.clients.ssm.send(asked, options));
}
