// SPDX-License-Identifier: Apache-2.0
import { type JsonObject, textOf, wholeOf } from "./json";

/** The numbers that a refusal can carry, as far as this page tells them apart. */
export const Code = {
  /** The socket closed before the answer came: whether it was done is not known. */
  DISCONNECTED: 0,
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  STALE: 412,
  TOO_LARGE: 413,
  HELD: 423,
  TOO_MANY: 429,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

const RETRYABLE: readonly number[] = [Code.DISCONNECTED, Code.STALE, Code.TOO_MANY, Code.UNAVAILABLE];

/** In seconds: the page comes back sooner than a hub may say by mistake. */
const LONGEST_RETRY = 60;

const WORDS = new Map<number, string>([
  [Code.DISCONNECTED, "The connection was lost."],
  [Code.UNAUTHORIZED, "You are not logged in."],
  [Code.FORBIDDEN, "You are not allowed to do that here."],
  [Code.NOT_FOUND, "That does not exist."],
  [Code.TOO_LARGE, "That text is too long."],
  [Code.HELD, "A moderator looks at your message first."],
  [Code.TOO_MANY, "That was a bit fast. Please wait a moment."],
  [Code.UNAVAILABLE, "A part of the hub cannot be reached."],
]);

/** Words for a text beyond a limit. */
export function tooLong(bytes: number, most: number): string {
  const number = new Intl.NumberFormat();
  return `That text is too long: ${number.format(bytes)} bytes, and ${number.format(most)} is the most.`;
}

/** When it can be tried again, or by how much it was too much, where the hub has said so. */
function exact(code: number, detail: string, retryAfter: number): string | undefined {
  if (code === Code.TOO_MANY && retryAfter > 0) {
    return `That was too fast. Try again in ${Math.ceil(retryAfter / 1_000)} s.`;
  }
  const sizes = code === Code.TOO_LARGE ? /(\d+) bytes .*at most (\d+)/.exec(detail) : null;
  return sizes ? tooLong(Number(sizes[1]), Number(sizes[2])) : undefined;
}

/** A request that was refused, or got no answer. */
export class Failure extends Error {
  readonly retryable: boolean;

  /**
   * `detail`: the reason, in the hub's words. `retryAfter`: after how many milliseconds the hub wants to be asked again;
   * 0: it did not say.
   */
  constructor(
    readonly code: number,
    readonly detail = "",
    readonly retryAfter = 0,
  ) {
    super(exact(code, detail, retryAfter) ?? WORDS.get(code) ?? (detail || "Something went wrong."));
    this.retryable = RETRYABLE.includes(code);
  }

  /** The failure in an `err` frame. Numbers below zero are the bus's own: nobody there, or no answer in time. */
  static of(frame: JsonObject): Failure {
    const number = wholeOf(frame, "failureCode") ?? Code.INTERNAL;
    const detail = (textOf(frame, "message") ?? "").replace(/^[A-Z_]+: /, "");
    const seconds = Math.min(Math.max(0, wholeOf(frame, "retryAfter") ?? 0), LONGEST_RETRY);
    return new Failure(number < 0 ? Code.UNAVAILABLE : number, detail, seconds * 1_000);
  }
}

/** Whether the connection broke before the answer came. */
export function isDisconnect(error: unknown): boolean {
  return error instanceof Failure && error.code === Code.DISCONNECTED;
}

/** Words for the error line. */
export function wordsFor(error: unknown): string {
  return error instanceof Failure ? error.message : "Something went wrong.";
}

/** Words for what a button has asked: the reason of the hub where it gives one. */
export function reasonFor(error: unknown): string {
  const reason = error instanceof Failure && error.code === Code.FORBIDDEN ? error.detail : "";
  return reason === "" ? wordsFor(error) : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}.`;
}
