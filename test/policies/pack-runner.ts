// Speaks to the built pack as Pulumi's engine does: starts it with the SDK's own runner, over loopback.
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { credentials, type ServiceError } from '@grpc/grpc-js';
import grpcServices from '@pulumi/pulumi/proto/analyzer_grpc_pb.js';
import messages, { type AnalyzeDiagnostic, type AnalyzerInfo } from '@pulumi/pulumi/proto/analyzer_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import struct, { type JavaScriptValue } from 'google-protobuf/google/protobuf/struct_pb.js';

const pack = fileURLToPath(new URL('../../policies', import.meta.url));
const runner = createRequire(`${pack}/package.json`).resolve('@pulumi/pulumi/cmd/run-policy-pack');

/** What Pulumi sends for a value that is not known yet. */
export const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';

/** One violation, in the engine's words. */
export interface Violation {
  readonly policy: string;
  readonly level: 'advisory' | 'mandatory';
  readonly message: string;
}

export interface RunningPack {
  readonly info: AnalyzerInfo.AsObject;
  readonly analyze: (type: string, name: string, inputs: Inputs) => Promise<readonly Violation[]>;
  readonly stop: () => void;
}

export type Inputs = Readonly<Record<string, JavaScriptValue>>;

/** Starts the pack; the engine's address is one that nothing listens to, as the pack never calls it. */
export async function startPack(): Promise<RunningPack> {
  const child = spawn(process.execPath, [runner, '127.0.0.1:1', pack], {
    cwd: pack,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const client = new grpcServices.AnalyzerClient(`127.0.0.1:${await portOf(child)}`, credentials.createInsecure());
  const info = await answer<AnalyzerInfo>((done) => client.getAnalyzerInfo(new empty.Empty(), done));
  return {
    info: info.toObject(),
    analyze: async (type, name, inputs) => {
      const request = new messages.AnalyzeRequest();
      request.setType(type);
      request.setName(name);
      request.setUrn(`urn:pulumi:test::permlint::${type}::${name}`);
      request.setOptions(new messages.AnalyzerResourceOptions());
      request.setProperties(struct.Struct.fromJavaScript(inputs));
      const response = await answer<messages.AnalyzeResponse>((done) => client.analyze(request, done));
      return response.getDiagnosticsList().map(violationOf);
    },
    stop: () => {
      client.close();
      child.kill();
    },
  };
}

/** The first line of the pack's output is its port; anything else would break the engine's handshake. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let errors = '';
    child.stderr?.on('data', (text) => {
      errors += text;
    });
    child.once('exit', (code) => reject(new Error(`the pack ended with ${code}: ${errors}`)));
    if (child.stdout === null) throw new Error('the pack has no output');
    createInterface({ input: child.stdout }).once('line', (line) => {
      if (/^\d+$/.test(line)) resolve(Number(line));
      else reject(new Error(`the pack wrote before its port: ${line}`));
    });
  });
}

function answer<T>(call: (done: (error: ServiceError | null, response: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

function violationOf(diagnostic: AnalyzeDiagnostic): Violation {
  const isMandatory = diagnostic.getEnforcementlevel() === messages.EnforcementLevel.MANDATORY;
  return {
    policy: diagnostic.getPolicyname(),
    level: isMandatory ? 'mandatory' : 'advisory',
    message: diagnostic.getMessage(),
  };
}
