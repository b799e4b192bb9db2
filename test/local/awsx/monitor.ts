/**
 * The engine's end of the wire, as far as a plugin that constructs sees it: a resource monitor that keeps what is
 * registered with it as it came, secrets and unknowns included.
 */
import * as grpc from "@grpc/grpc-js";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import provider from "@pulumi/pulumi/proto/provider_pb";
import monitor from "@pulumi/pulumi/proto/resource_pb";
import services from "@pulumi/pulumi/proto/resource_grpc_pb";
import { serveLocally } from "../../../wire/serve-locally";
import { unaryWith } from "../../../wire/unary";

export type Properties = Record<string, JavaScriptValue>;

export interface RegisteredOnWire {
  readonly type: string;
  readonly name: string;
  readonly provider: string;
  readonly properties: Properties;
}

export interface Monitor {
  readonly address: string;
  readonly registered: RegisteredOnWire[];
  /** The provider each look-up of zones went through; empty for the default one. */
  readonly lookUps: string[];
  readonly close: () => void;
}

const unary = unaryWith((error) => ({ code: grpc.status.UNKNOWN, message: String(error) }));

/** Serves a monitor on 127.0.0.1; in a preview nothing has an id yet. */
export async function serveMonitor(preview: boolean): Promise<Monitor> {
  const registered: RegisteredOnWire[] = [];
  const lookUps: string[] = [];
  const { server, port } = await serveLocally(services.ResourceMonitorService, {
    supportsFeature: unary(() => {
      const response = new monitor.SupportsFeatureResponse();
      response.setHassupport(true);
      return response;
    }),
    invoke: unary((request: monitor.ResourceInvokeRequest) => {
      lookUps.push(request.getProvider());
      const response = new provider.InvokeResponse();
      response.setReturn(Struct.fromJavaScript({ names: ["z-a", "z-b", "z-c"] }));
      return response;
    }),
    registerResource: unary((request: monitor.RegisterResourceRequest) => {
      const [type, name] = [request.getType(), request.getName()];
      const properties = request.getObject()?.toJavaScript() ?? {};
      registered.push({ type, name, provider: request.getProvider(), properties });
      const response = new monitor.RegisterResourceResponse();
      response.setUrn(`urn:pulumi:stack::project::${type}::${name}`);
      if (request.getCustom() && !preview) response.setId(`id of ${name}`);
      response.setObject(Struct.fromJavaScript(properties));
      return response;
    }),
    registerResourceOutputs: unary(() => new Empty()),
    signalAndWaitForShutdown: unary(() => new Empty()),
  });
  return {
    address: `127.0.0.1:${port}`,
    registered,
    lookUps,
    close: () => {
      server.forceShutdown();
    },
  };
}
