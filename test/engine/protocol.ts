// Values as Pulumi's engine, programs, packs and providers send them to each other.
import type { ServiceError } from '@grpc/grpc-js';
import structs, { type JavaScriptValue, type Struct } from 'google-protobuf/google/protobuf/struct_pb.js';

export type Value = JavaScriptValue;
export type Values = Readonly<Record<string, Value>>;

/** What Pulumi sends for a value that is not known yet. */
export const unknown = '04da6b54-80e4-46f7-96ec-b56ff0331ba9';
/** The key that marks an object which stands for something else, and what it says of a secret. */
const mark = '4dabf18193072939515e22adb298388d';
const secretMark = '1b47061264138c4ac30d75fd1eb44270';

/** No message of a test is too large. */
export const noLimit = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };

/** Waits for the answer of one call. */
export function answer<T>(call: (done: (error: ServiceError | null, response: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(new Error(error.details))));
  });
}

export function toStruct(values: Values): Struct {
  return structs.Struct.fromJavaScript({ ...values });
}

export function fromStruct(struct: Struct | undefined): Values {
  return struct?.toJavaScript() ?? {};
}

/** A protobuf map as an object. */
export function fromMap<T, U>(
  map: { forEach: (each: (value: T, key: string) => void) => void },
  read: (value: T) => U,
) {
  const entries: [string, U][] = [];
  map.forEach((value, key) => {
    entries.push([key, read(value)]);
  });
  return Object.fromEntries(entries);
}

export function isBlock(value: Value): value is Record<string, Value> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Without the notes that providers keep for themselves, such as `__defaults`: policies never see them. */
export function withoutInternal(values: Values): Record<string, Value> {
  const kept = Object.entries(values).filter(([key]) => !key.startsWith('__'));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutInternalBelow(value)]));
}

function withoutInternalBelow(value: Value): Value {
  if (Array.isArray(value)) return value.map(withoutInternalBelow);
  return isBlock(value) ? withoutInternal(value) : value;
}

/** Marks values as secret, as the engine does with outputs that a resource declares to be. */
export function hideValues(values: Values, names: readonly string[]): Values {
  const hidden = names.filter((name) => name in values).map((name) => [name, secret(values[name] ?? null)]);
  return { ...values, ...Object.fromEntries(hidden) };
}

function secret(value: Value): Value {
  return isSecret(value) ? value : { [mark]: secretMark, value };
}

export function isSecret(value: Value): value is Record<string, Value> {
  return isBlock(value) && value[mark] === secretMark;
}
