/** Resources as `pulumi stack export` gives them, with the URN, names and tags the program gives them. */

export const ACCOUNT = "123456789012";
export const REGION = "ap-northeast-2";

/** A secret as a state keeps it. */
export const SECRET = {
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ciphertext: "v1:ksb7UUB+jAmmg02a:nsFrvj34vlkOoBibinhYQJAUH4q5HvPO",
};

export interface Resource {
  urn: string;
  type: string;
  custom: boolean;
  parent?: string;
  delete?: boolean;
  inputs?: Record<string, unknown>;
  outputs?: Record<string, unknown>;
}

export type Properties = Record<string, unknown>;

/** The resources of one stage, each with the URN, names and tags the program gives it. */
export class Make {
  readonly resources: Resource[] = [];
  readonly stack: string;

  constructor(
    readonly project: string,
    readonly stage: string,
  ) {
    this.stack = `urn:pulumi:${stage}::${project}::pulumi:pulumi:Stack::${project}-${stage}`;
    this.resources.push({
      urn: this.stack,
      type: "pulumi:pulumi:Stack",
      custom: false,
      outputs: { vpcId: "vpc-1" },
    });
  }

  component(type: string, name: string, outputs: Properties, inputs: Properties = {}): string {
    const urn = `urn:pulumi:${this.stage}::${this.project}::${type}::${name}`;
    this.resources.push({ urn, type, custom: false, parent: this.stack, inputs, outputs });
    return urn;
  }

  /** Its tags go by the role, and by the service and colour where there are any. */
  aws(parent: string, type: string, name: string, outputs: Properties, whose?: Whose): void {
    const tagged = whose === undefined ? {} : { tags: this.tags(whose) };
    const path = parent.split("::").slice(0, -1).join("::");
    this.resources.push({
      urn: `${path}$${type}::${name}`,
      type,
      custom: true,
      parent,
      outputs: { region: REGION, ...tagged, ...outputs },
    });
  }

  tags({ service, role, colour }: Whose): Record<string, string> {
    return {
      Project: this.project,
      Stage: this.stage,
      Role: role,
      ...(service === undefined ? {} : { Service: service }),
      ...(colour === undefined ? {} : { Colour: colour }),
      ManagedBy: "multistage",
    };
  }

  name(...parts: readonly string[]): string {
    return [this.project, this.stage, ...parts].join("-");
  }
}

export interface Whose {
  role: string;
  service?: string;
  colour?: string;
}

export const arn = (service: string, rest: string): string =>
  `arn:aws:${service}:${REGION}:${ACCOUNT}:${rest}`;

export const zoneName = (index: number): string => REGION + "abcdef".charAt(index);
