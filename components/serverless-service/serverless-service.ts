/** An unmodified web app on Lambda behind an HTTP API, reached through the alias `live` only. */
import * as pulumi from "@pulumi/pulumi";
import type { Identity, Ownership } from "../../naming/identity";
import { serviceProblems } from "../named-service";
import { refuse } from "../refuse";
import { createHttpApi } from "./http-api";
import { appProblems, resolveApp, type AppSettings } from "./resolve";
import { createWebFunction } from "./web-function";

/** Where a function lives when it needs what is inside a VPC. */
export interface VpcPlacement {
  vpcId: pulumi.Input<string>;
  /** Private subnets; a function in a public one has no way to the internet. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
}

export interface ServerlessServiceArgs {
  /** Names and tags are derived from it; `service` must be given. */
  identity: Identity;
  /** Who answers and pays for it. */
  ownership: Ownership;
  /** How the app runs. */
  app: AppSettings;
  /** The zip with the app and its dependencies, its start command at `app.startCommand`. */
  code: pulumi.Input<pulumi.asset.Archive>;
  /** Environment variables of the app; mark what is secret as a Pulumi secret. Defaults to none. */
  environment?: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** The VPC the function joins. Defaults to none: the function reaches the internet and nothing private. */
  vpc?: VpcPlacement;
}

/**
 * A web app on AWS Lambda: function, published version, alias `live` and an HTTP API that calls the alias.
 *
 * Throws `InputPropertiesError` with every setting that is out of its range, and `Refusal` for an identity that gives
 * no valid name.
 *
 * @example
 * const guestbook = new ServerlessService("guestbook", {
 *   identity: { project: "shop", stage: "dev", service: "guestbook" },
 *   ownership: { owner: "web", costCenter: "1000" },
 *   app: { runtime: Runtime.Python313 },
 *   code: new pulumi.asset.FileArchive("guestbook.zip"),
 * });
 */
export class ServerlessService extends pulumi.ComponentResource {
  /** Where the service is reached: `https://<api id>.execute-api.<region>.amazonaws.com`. */
  readonly url: pulumi.Output<string>;
  readonly functionName: pulumi.Output<string>;
  /** The version the alias was last set to by this program. */
  readonly version: pulumi.Output<string>;
  readonly aliasArn: pulumi.Output<string>;
  readonly logGroupName: pulumi.Output<string>;

  constructor(name: string, args: ServerlessServiceArgs, opts?: pulumi.ComponentResourceOptions) {
    super("multistage:index:ServerlessService", name, args, opts);
    refuse([...serviceProblems(args.identity), ...appProblems(args.app, "app.")]);
    const app = resolveApp(args.app);
    const { fn, alias, log } = createWebFunction(this, name, args, app);
    const api = createHttpApi(this, name, args, app, fn, alias);

    this.url = api.apiEndpoint;
    this.functionName = fn.name;
    this.version = alias.functionVersion;
    this.aliasArn = alias.arn;
    this.logGroupName = log.name;
    this.registerOutputs({
      url: this.url,
      functionName: this.functionName,
      version: this.version,
      aliasArn: this.aliasArn,
      logGroupName: this.logGroupName,
    });
  }
}
