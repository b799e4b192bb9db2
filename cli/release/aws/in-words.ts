/** What AWS answered when it did not answer what was asked, in words; what is not known is told as it came. Pure. */
import { Refusal } from "../../../refusal/refusal";
import { CallFailed } from "../../../runtime/release/aws/calls";
import { Failure } from "../../exit";

/** What an error of an SDK client has. */
interface AwsError extends Error {
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/**
 * The error to throw instead.
 *
 * @param doing - what was asked for, completing "could not": `read the services of shop dev`
 * @param absent - what to say where what was asked for is not there
 */
export function inWords(error: unknown, doing: string, absent?: string): Error {
  if (error instanceof Refusal || error instanceof Failure) return error;
  if (!(error instanceof Error)) return new Failure(`could not ${doing}: ${String(error)}`);
  const kind = kindOf(error);
  switch (kind) {
    case "noCredentials":
    case "invalidCredentials": {
      const got = kind === "noCredentials" ? "none" : `some that AWS does not take (${error.name})`;
      const remedy = "sign in (aws sso login, AWS_PROFILE), or for the local AWS: multistage local env";
      return new Refusal({ property: "AWS credentials", rule: "those of the stage's account", got, remedy });
    }
    case "noRegion":
      return new Refusal({
        property: "--region",
        rule: "given, or in the settings (aws:region), or in this shell (AWS_REGION)",
        got: "nothing",
        remedy: "add it",
      });
    case "notAllowed":
      return new Failure(
        `could not ${doing}: these credentials may not (${firstLine(error)}); docs/access.md says which role may`,
      );
    case "throttled":
      return new Failure(
        `could not ${doing}: AWS is asked too much just now (${error.name}), and was asked again in vain; try again in a minute`,
      );
    case "unreachable":
      return new Failure(
        `could not ${doing}: AWS cannot be reached (${firstLine(error)}); look at the network, or whether what runs locally still does`,
      );
    case "absent":
      return new Failure(`could not ${doing}: ${absent ?? firstLine(error)}`);
    case "other":
      return new Failure(
        `could not ${doing}: ${error instanceof CallFailed ? "" : `${error.name}: `}${firstLine(error)}`,
      );
  }
}

/** Awaits it, and throws what went wrong in words. */
export async function said<T>(asked: Promise<T>, doing: string, absent?: string): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw inWords(error, doing, absent);
  }
}

type Kind =
  | "noCredentials"
  | "invalidCredentials"
  | "noRegion"
  | "notAllowed"
  | "throttled"
  | "unreachable"
  | "absent"
  | "other";

/** What kind an error is of; adapters hand on the SDK's as the cause of theirs. */
export function kindOf(error: unknown): Kind {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    const kind = ownKind(one);
    if (kind !== "other") return kind;
  }
  return "other";
}

function ownKind(error: AwsError): Kind {
  const { name, code, message } = error;
  const is = (names: readonly string[]): boolean => names.includes(name) || names.includes(String(code));
  if (/^(?:CredentialsProvider|TokenProvider|ProviderError)/.test(name)) return "noCredentials";
  if (/region is missing/i.test(message)) return "noRegion";
  if (is(INVALID)) return "invalidCredentials";
  if (/^AccessDenied|^UnauthorizedOperation$|^AuthorizationError$|^NotAuthorized$/.test(name))
    return "notAllowed";
  if (is(THROTTLED) || error.$metadata?.httpStatusCode === 429) return "throttled";
  // HEAD of S3 answers without words.
  if (error.$metadata?.httpStatusCode === 403) return "notAllowed";
  if (is(UNREACHABLE)) return "unreachable";
  // Lambda, DynamoDB: ResourceNotFoundException; others have words of their own.
  return /NotFound|^NoSuch/.test(name) ? "absent" : "other";
}

const INVALID = [
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "InvalidAccessKeyId",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
  "AuthFailure",
];

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/throttling.html, and the words of the other services. */
const THROTTLED = [
  "Throttling",
  "ThrottlingException",
  "ThrottledException",
  "TooManyRequestsException",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "SlowDown",
];

const UNREACHABLE = [
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "TimeoutError",
  "AbortError",
];

function firstLine({ message, name }: Error): string {
  return message.split("\n")[0]?.trim() || name;
}
