/** What somebody has of a call that was refused: any part of it, as it was logged, copied or caught. */
export interface Evidence {
  /** Whatever was pasted: a response, its body, an HTTP archive, a log, an AADSTS code, a token. Its form is found out. */
  readonly text?: string;
  /** The HTTP status of the response. */
  readonly status?: number;
  /** The body of the response. */
  readonly body?: string;
  /** Headers of the response, as lines `Name: value`; of an `Authorization` header the token is read. */
  readonly headers?: readonly string[];
  /** The call: `GET /users`, or with a whole URL of any host. */
  readonly call?: string;
  /** The token that the call was made with, with or without `Bearer` before it. It is decoded, and kept nowhere. */
  readonly token?: string;
}
