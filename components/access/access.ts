/** The roles of a stage for people and machines, which keep developing apart from operating. */
import * as rolesanywhere from "@pulumi/aws/rolesanywhere";
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { physicalName } from "../../naming/names";
import { tags } from "../../naming/tags";
import { placeOf } from "../place-of";
import type { PolicyDocument } from "../policy-document";
import { refuse } from "../refuse";
import { createRole } from "../role";
import { approverPolicy, operatorPolicy, uploaderPolicy, viewerPolicy } from "./iam";
import type { Place } from "./place";
import { accessProblems, type AccessSettings } from "./resolve";
import type { TakenBy } from "./taken-by";
import { trustIn } from "./trust";

export interface AccessArgs extends AccessSettings {
  /** Whose roles they are; `service` must be left out. What they are allowed on follows from it. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  /** The services whose pipelines ask a person, before a release or after it. Defaults to none. */
  approvedServices?: string[];
}

/**
 * Roles of a stage: an uploader for each service named, a viewer, an approver and an operator, each where somebody is
 * named to take it. Their permissions follow from the stage's identity: docs/access.md has them in a table.
 *
 * Throws `InputPropertiesError` when the identity names a service, nobody or the wrong kind may take a role (an approver
 * must be a person), a subject leaves its repository open, or approvers are named and no service asks for approval; and
 * `Refusal` for an identity that gives no valid name.
 *
 * @example
 * const access = new Access("access", {
 *   identity: { project: "shop", stage: "dev" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   uploaders: { storefront: { oidc: { subjects: ["repo:example/storefront:ref:refs/heads/main"] } } },
 *   approvers: { identityCenter: { permissionSets: ["Approvers"] } },
 *   approvedServices: ["storefront"],
 * });
 */
export class Access extends pulumi.ComponentResource {
  /** The ARN of each role by its name: `viewer`, `approver`, `operator`, `uploader of <service>`. */
  readonly roleArns: pulumi.Output<Record<string, string>>;
  /** By service: the profile of IAM Roles Anywhere, where machines take its uploader by certificate. */
  readonly profileArns: pulumi.Output<Record<string, string>>;

  constructor(name: string, args: AccessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:Access", name, args, opts);
    const { identity, uploaders = {}, viewers, approvers, operators, approvedServices = [] } = args;
    refuse(accessProblems(identity, args, approvedServices));
    const place = placeOf(this);
    const make = (role: string, takenBy: TakenBy, may: (place: Place) => PolicyDocument, service?: string) =>
      createAccessRole(this, name, args, { role, takenBy, place, may, service });

    const services = Object.entries(uploaders).map(([service, takenBy]) => {
      const may = (at: Place): PolicyDocument => uploaderPolicy(identity, service, at);
      return { service, ...make("uploader", takenBy, may, service) };
    });
    const people = [
      { role: "viewer", takenBy: viewers, may: (at: Place) => viewerPolicy(identity, at) },
      {
        role: "approver",
        takenBy: approvers,
        may: (at: Place) => approverPolicy(identity, approvedServices, at),
      },
      { role: "operator", takenBy: operators, may: (at: Place) => operatorPolicy(identity, at) },
    ].flatMap(({ role, takenBy, may }) =>
      takenBy === undefined ? [] : [{ role, ...make(role, takenBy, may) }],
    );

    this.roleArns = pulumi.output(
      Object.fromEntries([
        ...services.map(({ service, roleArn }) => [`uploader of ${service}`, roleArn] as const),
        ...people.map(({ role, roleArn }) => [role, roleArn] as const),
      ]),
    );
    this.profileArns = pulumi.output(
      Object.fromEntries(
        services.flatMap(({ service, profileArn }) =>
          profileArn === undefined ? [] : [[service, profileArn] as const],
        ),
      ),
    );
    this.registerOutputs({ roleArns: this.roleArns, profileArns: this.profileArns });
  }
}

interface AccessRole {
  readonly role: string;
  readonly takenBy: TakenBy;
  readonly place: pulumi.Output<Place>;
  readonly may: (place: Place) => PolicyDocument;
  readonly service: string | undefined;
}

interface MadeRole {
  readonly roleArn: pulumi.Output<string>;
  readonly profileArn?: pulumi.Output<string>;
}

function createAccessRole(
  parent: Access,
  name: string,
  args: AccessArgs,
  { role: purpose, takenBy, place, may, service }: AccessRole,
): MadeRole {
  const whose = { ...args.identity, role: purpose };
  const identity = service === undefined ? whose : { ...whose, service };
  const logicalName = [name, ...(service === undefined ? [] : [service]), purpose].join("-");
  const tagged = { tags: tags(identity, args.ownership) };
  const { role } = createRole(
    { parent, logicalName, identity, ...tagged },
    place.apply((known) => trustIn(takenBy, known)),
    place.apply(may),
  );
  if (takenBy.rolesAnywhere === undefined) return { roleArn: role.arn };
  // A machine names it, besides the role, when it shows its certificate.
  const profile = new rolesanywhere.Profile(
    logicalName,
    {
      name: physicalName("aws:rolesanywhere/profile:Profile", identity),
      enabled: true,
      roleArns: [role.arn],
      ...tagged,
    },
    { parent },
  );
  return { roleArn: role.arn, profileArn: profile.arn };
}
