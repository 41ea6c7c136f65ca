// A Node language host for the engine that .ci/build-pulumi builds.
//
// The host that belongs to that engine is a Go module of its own, which the Go module proxy does not have. The last one
// that it does have lies inside version 3.68.0 of Pulumi's SDK. The engine still gets along with it, but for one thing:
// it starts policy packs with `RunPlugin`, and 3.68.0 answers that this is not supported. So this process starts the
// real host, hands every call on to it byte for byte, and answers `RunPlugin` itself, the way the newer host does. The
// newer one also waits for `ConfigureStack` and puts the names of project and stack into the pack's environment;
// permlint's pack asks for neither, so it is started at once.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { Client, credentials, Server, ServerCredentials, status } from '@grpc/grpc-js';
import services from '@pulumi/pulumi/proto/language_grpc_pb.js';
import messages from '@pulumi/pulumi/proto/language_pb.js';

/** @typedef {import('@grpc/grpc-js').ServerUnaryCall<Buffer, Buffer>} UnaryCall */
/** @typedef {import('@grpc/grpc-js').ServerWritableStream<Buffer, Buffer>} StreamCall */
/** @typedef {import('@grpc/grpc-js').ServerWritableStream<messages.RunPluginRequest, messages.RunPluginResponse>} PluginCall */

// `.ci/build-pulumi` gives it this name, and puts it on PATH.
const realHost = 'pulumi-language-nodejs-3.68.0';
const noLimit = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };
const asIs = (/** @type {Buffer} */ bytes) => bytes;

const host = spawn(realHost, process.argv.slice(2), { stdio: ['ignore', 'pipe', 'inherit'] });
host.once('error', (error) => {
  console.error(`${realHost} cannot be started: ${error.message}`);
  process.exit(1);
});
// Nothing is left behind: this process ends after the real host.
host.once('exit', (code) => process.exit(code ?? 0));
const stop = () => host.kill();
process.once('SIGINT', stop).once('SIGTERM', stop);
// The engine holds the other end: it is closed when the engine is gone, however it went.
process.stdin.once('end', stop).resume();

const lines = createInterface({ input: host.stdout });
lines.once('line', (port) => {
  lines.on('line', (line) => console.error(line));
  serve(new Client(`127.0.0.1:${port}`, credentials.createInsecure(), noLimit));
});

/** @param {Client} client */
function serve(client) {
  const server = new Server(noLimit);
  const { runPlugin: ours, ...theirs } = services.LanguageRuntimeService;
  server.addService({ runPlugin: ours }, { runPlugin });
  for (const [name, { path, responseStream }] of Object.entries(theirs)) {
    const method = {
      path,
      requestStream: false,
      responseStream,
      requestSerialize: asIs,
      requestDeserialize: asIs,
      responseSerialize: asIs,
      responseDeserialize: asIs,
    };
    const handler = responseStream ? passStream(client, path) : passOne(client, path);
    server.addService({ [name]: method }, { [name]: handler });
  }
  server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
    if (error !== null) throw error;
    console.log(String(port));
  });
}

/**
 * @param {Client} client
 * @param {string} path
 * @returns {import('@grpc/grpc-js').handleUnaryCall<Buffer, Buffer>}
 */
function passOne(client, path) {
  return (/** @type {UnaryCall} */ call, done) => {
    const passed = client.makeUnaryRequest(path, asIs, asIs, call.request, done);
    call.once('cancelled', () => passed.cancel());
  };
}

/**
 * @param {Client} client
 * @param {string} path
 */
function passStream(client, path) {
  return (/** @type {StreamCall} */ call) => {
    const passed = client.makeServerStreamRequest(path, asIs, asIs, call.request);
    call.once('cancelled', () => passed.cancel());
    passed.on('data', (bytes) => call.write(bytes));
    passed.once('error', (error) => call.destroy(error));
    passed.once('end', () => call.end());
  };
}

/**
 * Starts a policy pack and passes on what it prints. The engine reads the port from it, and cancels the call at the end.
 * @param {PluginCall} call
 */
function runPlugin(call) {
  const { kind, argsList, envList, info } = call.request.toObject();
  if (kind !== 'analyzer' || info === undefined) {
    call.destroy(
      Object.assign(new Error(`a plugin of kind ${kind} cannot be run here`), { code: status.UNIMPLEMENTED }),
    );
    return;
  }
  const pack = info.programDirectory;
  const engine = argsList.at(-1) ?? '';
  const runner = runnerOf(pack);
  if (runner === undefined) {
    // The engine knows these words, and tells people to run npm install.
    call.write(new messages.RunPluginResponse().setStderr(Buffer.from(missingRunner)));
    finish(call, 1);
    return;
  }
  const child = spawn(process.execPath, [runner, engine, pack], { cwd: pack, env: environmentOf(envList) });
  const stop = () => child.kill();
  process.once('exit', stop);
  call.once('cancelled', stop);
  child.stdout.on('data', (bytes) => call.write(new messages.RunPluginResponse().setStdout(bytes)));
  child.stderr.on('data', (bytes) => call.write(new messages.RunPluginResponse().setStderr(bytes)));
  child.once('close', (code) => {
    process.off('exit', stop);
    finish(call, code ?? 1);
  });
}

/**
 * @param {PluginCall} call
 * @param {number} code
 */
function finish(call, code) {
  if (call.cancelled) return;
  call.write(new messages.RunPluginResponse().setExitcode(code));
  call.end();
}

const runnerModule = '@pulumi/pulumi/cmd/run-policy-pack';
const missingRunner = `Cannot find module '${runnerModule}'\n`;

/** @param {string} pack */
function runnerOf(pack) {
  try {
    return createRequire(`${pack}/package.json`).resolve(runnerModule);
  } catch {
    return undefined;
  }
}

/** @param {string[]} list */
function environmentOf(list) {
  return Object.fromEntries(list.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]));
}
