/**
 * The wire: the engine's ResourceProvider calls, turned into calls of the local AWS and back. The raw protocol is
 * used, not @pulumi/pulumi/provider, which loses secrets, unknowns, previews of creation and detailed differences.
 */
import * as grpc from "@grpc/grpc-js";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import proto from "@pulumi/pulumi/proto/provider_pb";
import services from "@pulumi/pulumi/proto/provider_grpc_pb";
import plugin from "@pulumi/pulumi/proto/plugin_pb";
import status from "@pulumi/pulumi/proto/status_pb";
import { problemText, Refusal, type Problem } from "../../../refusal/refusal";
import { typeOf } from "../../../wire/urn";
import { serveLocally } from "../../../wire/serve-locally";
import { unaryWith, type Failure } from "../../../wire/unary";
import { decode, encode, type Values } from "../../../wire/values";
import type { Change } from "./diff";
import { AwsError, PartialError } from "./errors";
import type { LocalAws } from "./local-aws";

const KIND = proto.PropertyDiff.Kind;

/** Serves the local AWS on 127.0.0.1, on a port of the system's choice; resolves to server and port. */
export function serve(aws: LocalAws, version: string): Promise<{ server: grpc.Server; port: number }> {
  return serveLocally(services.ResourceProviderService, handlers(aws, version));
}

const unary = unaryWith(failure);

function handlers(aws: LocalAws, version: string): grpc.UntypedServiceImplementation {
  return {
    handshake: unary(() => {
      const response = new proto.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptResources(true);
      response.setAcceptOutputs(false);
      return response;
    }),
    getPluginInfo: unary(() => {
      const info = new plugin.PluginInfo();
      info.setVersion(version);
      return info;
    }),
    attach: unary(() => new Empty()),
    cancel: unary(() => new Empty()),
    checkConfig: unary((request: proto.CheckRequest) => {
      const news = decode(request.getNews());
      return checked(news, aws.checkConfig(news));
    }),
    diffConfig: unary(() => new proto.DiffResponse()),
    configure: unary((request: proto.ConfigureRequest) => {
      aws.configure(decode(request.getArgs()));
      const response = new proto.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setAcceptresources(true);
      response.setAcceptoutputs(false);
      response.setSupportspreview(true);
      return response;
    }),
    check: unary((request: proto.CheckRequest) => {
      const urn = request.getUrn();
      const seed = request.getRandomseed_asU8();
      const olds = decode(request.getOlds());
      return checked(...aws.check(urn, typeOf(urn), olds, decode(request.getNews()), seed));
    }),
    diff: unary((request: proto.DiffRequest) => {
      const [state, news] = [decode(request.getOlds()), decode(request.getNews())];
      const [type, inputs] = [typeOf(request.getUrn()), request.getOldInputs()];
      const changes = aws.diff(type, inputs === undefined ? state : decode(inputs), news, state);
      const response = difference(changes);
      response.setDeletebeforereplace(aws.deletesFirst(type, news, changes));
      return response;
    }),
    create: unary(async (request: proto.CreateRequest) => {
      const resource = { type: typeOf(request.getUrn()), inputs: decode(request.getProperties()) };
      const response = new proto.CreateResponse();
      if (request.getPreview()) {
        response.setProperties(encode(aws.previewCreate(resource)));
        return response;
      }
      const { id, state } = await aws.create(resource);
      response.setId(id);
      response.setProperties(encode(state));
      return response;
    }),
    read: unary(async (request: proto.ReadRequest) => {
      const [state, inputs] = [decode(request.getProperties()), decode(request.getInputs())];
      const found = await aws.read(typeOf(request.getUrn()), request.getId(), state, inputs);
      const response = new proto.ReadResponse();
      if (found === undefined) return response;
      response.setId(found.id);
      response.setProperties(encode(found.state));
      response.setInputs(encode(found.inputs));
      return response;
    }),
    update: unary(async (request: proto.UpdateRequest) => {
      const resource = { type: typeOf(request.getUrn()), inputs: decode(request.getNews()) };
      const before = decode(request.getOldInputs() ?? request.getOlds());
      const state = decode(request.getOlds());
      const updated = request.getPreview()
        ? aws.previewUpdate(resource, before, state)
        : await aws.update(resource, request.getId(), before, state);
      const response = new proto.UpdateResponse();
      response.setProperties(encode(updated));
      return response;
    }),
    delete: unary(async (request: proto.DeleteRequest) => {
      await aws.delete(typeOf(request.getUrn()), request.getId(), decode(request.getProperties()));
      return new Empty();
    }),
    invoke: unary(async (request: proto.InvokeRequest) => {
      const response = new proto.InvokeResponse();
      response.setReturn(encode(await aws.invoke(request.getTok(), decode(request.getArgs()))));
      return response;
    }),
  };
}

function checked(inputs: Values, problems: readonly Problem[]): proto.CheckResponse {
  const response = new proto.CheckResponse();
  response.setInputs(encode(inputs));
  const failures = problems.map((problem) => {
    const failure = new proto.CheckFailure();
    failure.setProperty(problem.property);
    failure.setReason(problemText(problem));
    return failure;
  });
  response.setFailuresList(failures);
  return response;
}

function difference(changes: readonly Change[]): proto.DiffResponse {
  const response = new proto.DiffResponse();
  const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
  response.setChanges(changes.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setHasdetaileddiff(true);
  response.setReplacesList([...new Set(changes.filter((change) => change.replaces).map(({ path }) => path))]);
  response.setDiffsList(changes.map(({ path }) => path));
  for (const { path, kind, replaces } of changes) {
    const diff = new proto.PropertyDiff();
    const kinds = { add: KIND.ADD, delete: KIND.DELETE, update: KIND.UPDATE };
    const replacing = { add: KIND.ADD_REPLACE, delete: KIND.DELETE_REPLACE, update: KIND.UPDATE_REPLACE };
    diff.setKind((replaces ? replacing : kinds)[kind]);
    diff.setInputdiff(true);
    response.getDetaileddiffMap().set(path, diff);
  }
  return response;
}

function failure(error: unknown): Failure {
  if (error instanceof PartialError) return partial(error);
  const known = error instanceof Refusal || error instanceof AwsError;
  const message =
    error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error);
  return { code: error instanceof Refusal ? grpc.status.INVALID_ARGUMENT : grpc.status.UNKNOWN, message };
}

/** The engine takes what exists out of the details of the error: google.rpc.Status with ErrorResourceInitFailed. */
function partial(error: PartialError): Failure {
  const detail = new proto.ErrorResourceInitFailed();
  detail.setId(error.id);
  detail.setProperties(encode(error.state));
  detail.setInputs(encode(error.inputs));
  detail.setReasonsList([error.reason]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const details = new status.Status();
  details.setCode(grpc.status.UNKNOWN);
  details.setMessage(error.reason);
  details.addDetails(any);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(details.serializeBinary()));
  return { code: grpc.status.UNKNOWN, message: error.reason, metadata };
}
