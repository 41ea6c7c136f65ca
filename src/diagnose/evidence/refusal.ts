import type { TokenFacts } from '../token/token-facts.js';
import type { Challenge } from './challenge.js';

/** A request as it was made: also one for another host than Microsoft Graph's. */
export interface MadeCall {
  /** In upper case. */
  readonly method: string;
  /** As written: a whole URL, or a path of Microsoft Graph. */
  readonly url: string;
}

/** One refused request, read from evidence: what is not known is undefined or empty. */
export interface Refusal {
  /** Where it stands in the evidence: `line 12`, `entry 3 of the HTTP archive`; undefined where that is plain. */
  readonly where: string | undefined;
  readonly status: number | undefined;
  /**
   * The error codes as they are written, the outermost first and the deepest last: `Authorization_RequestDenied`,
   * `invalid_grant`, a suberror. No AADSTS code.
   */
  readonly codes: readonly string[];
  /** The numbers of AADSTS codes, each once, in the order of the text. */
  readonly aadsts: readonly number[];
  /** What the service says, in its words; the whole text where it has no known form. Never shown but by `quoted`. */
  readonly messages: readonly string[];
  /** What stands about the answer in the text, in words of nobody knows whom: a hint where it speaks of one thing only. */
  readonly around: readonly string[];
  /** Whether the answer came, and lists members with their ids and types alone. */
  readonly hidesMembers: true | undefined;
  /** What `WWW-Authenticate` asks for. */
  readonly challenges: readonly Challenge[];
  /** The claims challenge in the body of an answer of the token endpoint, decoded: JSON text. */
  readonly claims: string | undefined;
  readonly call: MadeCall | undefined;
  /** The scopes or the resource that were asked for, where a request to the token endpoint is seen. */
  readonly asked: readonly string[];
  readonly token: TokenFacts | undefined;
  /** Ids by which Microsoft's support finds the request: `request-id`, `client-request-id`, `Trace ID`, `Correlation ID`, `date`. */
  readonly ids: readonly { readonly name: string; readonly value: string }[];
}

/** The codes of a refusal in lower case, each once, the outermost first. */
export function lowerCodes({ codes }: Refusal): readonly string[] {
  return [...new Set(codes.slice(0, 40).map((code) => code.toLowerCase()))];
}

/** A refusal that nothing is known of. */
export const emptyRefusal: Refusal = {
  where: undefined,
  status: undefined,
  codes: [],
  aadsts: [],
  messages: [],
  around: [],
  hidesMembers: undefined,
  challenges: [],
  claims: undefined,
  call: undefined,
  asked: [],
  token: undefined,
  ids: [],
};
