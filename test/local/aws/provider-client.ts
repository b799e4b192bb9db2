/** The engine's end of a provider's wire: the calls the tests make, in the values the provider works with. */
import * as grpc from "@grpc/grpc-js";
import proto from "@pulumi/pulumi/proto/provider_pb";
import services from "@pulumi/pulumi/proto/provider_grpc_pb";
import status from "@pulumi/pulumi/proto/status_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { decode, encode, type Values } from "../../../wire/values";

const DEADLINE_MS = 10_000;

export function urnOf(type: string, name = "x"): string {
  return `urn:pulumi:test::project::${type}::${name}`;
}

type Send<Response> = (
  metadata: grpc.Metadata,
  options: grpc.CallOptions,
  callback: (error: grpc.ServiceError | null, response: Response) => void,
) => grpc.ClientUnaryCall;

export class ProviderClient {
  private readonly client: services.ResourceProviderClient;

  constructor(port: number) {
    this.client = new services.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  }

  close(): void {
    this.client.close();
  }

  async configure(config: Values): Promise<proto.ConfigureResponse> {
    const request = new proto.ConfigureRequest();
    request.setArgs(encode(config));
    return this.call<proto.ConfigureResponse>((...rest) => this.client.configure(request, ...rest));
  }

  async checkConfig(config: Values): Promise<string[]> {
    const request = new proto.CheckRequest();
    request.setNews(encode(config));
    const response = await this.call<proto.CheckResponse>((...rest) =>
      this.client.checkConfig(request, ...rest),
    );
    return response.getFailuresList().map((failure) => failure.getReason());
  }

  async check(
    type: string,
    inputs: Values,
    { before = {}, name = "x" }: { before?: Values; name?: string } = {},
  ): Promise<{ inputs: Values; failures: string[] }> {
    const request = new proto.CheckRequest();
    request.setUrn(urnOf(type, name));
    request.setOlds(encode(before));
    request.setNews(encode(inputs));
    request.setRandomseed(new Uint8Array(32));
    const response = await this.call<proto.CheckResponse>((...rest) => this.client.check(request, ...rest));
    return {
      inputs: decode(response.getInputs()),
      failures: response.getFailuresList().map((failure) => failure.getReason()),
    };
  }

  async diff(type: string, before: Values, after: Values, state = before): Promise<proto.DiffResponse> {
    const request = new proto.DiffRequest();
    request.setUrn(urnOf(type));
    request.setOldInputs(encode(before));
    request.setOlds(encode(state));
    request.setNews(encode(after));
    return this.call<proto.DiffResponse>((...rest) => this.client.diff(request, ...rest));
  }

  async create(
    type: string,
    inputs: Values,
    { preview = false } = {},
  ): Promise<{ id: string; state: Values }> {
    const request = new proto.CreateRequest();
    request.setUrn(urnOf(type));
    request.setProperties(encode(inputs));
    request.setPreview(preview);
    const response = await this.call<proto.CreateResponse>((...rest) => this.client.create(request, ...rest));
    return { id: response.getId(), state: decode(response.getProperties()) };
  }

  async read(
    type: string,
    id: string,
    state: Values = {},
    inputs: Values = {},
  ): Promise<{ id: string; state: Values; inputs: Values }> {
    const request = new proto.ReadRequest();
    request.setUrn(urnOf(type));
    request.setId(id);
    request.setProperties(encode(state));
    request.setInputs(encode(inputs));
    const response = await this.call<proto.ReadResponse>((...rest) => this.client.read(request, ...rest));
    return {
      id: response.getId(),
      state: decode(response.getProperties()),
      inputs: decode(response.getInputs()),
    };
  }

  async update(
    type: string,
    id: string,
    {
      before,
      after,
      state = before,
      preview = false,
    }: { before: Values; after: Values; state?: Values; preview?: boolean },
  ): Promise<Values> {
    const request = new proto.UpdateRequest();
    request.setUrn(urnOf(type));
    request.setId(id);
    request.setOlds(encode(state));
    request.setOldInputs(encode(before));
    request.setNews(encode(after));
    request.setPreview(preview);
    const response = await this.call<proto.UpdateResponse>((...rest) => this.client.update(request, ...rest));
    return decode(response.getProperties());
  }

  async delete(type: string, id: string, state: Values = {}): Promise<void> {
    const request = new proto.DeleteRequest();
    request.setUrn(urnOf(type));
    request.setId(id);
    request.setProperties(encode(state));
    await this.call<Empty>((...rest) => this.client.delete(request, ...rest));
  }

  async invoke(token: string, args: Values = {}): Promise<Values> {
    const request = new proto.InvokeRequest();
    request.setTok(token);
    request.setArgs(encode(args));
    const response = await this.call<proto.InvokeResponse>((...rest) => this.client.invoke(request, ...rest));
    return decode(response.getReturn());
  }

  private call<Response>(send: Send<Response>): Promise<Response> {
    return new Promise((resolve, reject) => {
      send(new grpc.Metadata(), { deadline: Date.now() + DEADLINE_MS }, (error, response) => {
        if (error === null) resolve(response);
        else reject(error);
      });
    });
  }
}

/** What an error says was made although its set-up failed, as the engine takes it out of the error's details. */
export function partialOf(error: grpc.ServiceError): { id: string; state: Values; reasons: string[] } {
  const [details] = error.metadata.get("grpc-status-details-bin");
  const [any] = status.Status.deserializeBinary(new Uint8Array(details as Buffer)).getDetailsList();
  const found = proto.ErrorResourceInitFailed.deserializeBinary(any!.getValue_asU8());
  const properties: Struct | undefined = found.getProperties();
  return { id: found.getId(), state: decode(properties), reasons: found.getReasonsList() };
}
