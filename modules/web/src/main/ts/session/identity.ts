// SPDX-License-Identifier: Apache-2.0
import { type JsonObject, parseObject, textOf, wholeOf } from "../wire/json";

/** What a token says of its bearer. This page does not verify it: it is good for words and for comparing, no more. */
export interface Identity {
  /** Two tokens with the same mark are of one user; a token that cannot be read is only like itself. */
  readonly mark: string;
  readonly name: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number | undefined;
}

export function identityOf(token: string): Identity {
  const claims = claimsOf(token);
  const subject = claims && textOf(claims, "sub");
  const name = claims && (textOf(claims, "name") ?? textOf(claims, "email"));
  const expiry = claims && wholeOf(claims, "exp");
  return {
    mark: subject === undefined ? `token ${token}` : `user ${textOf(claims ?? {}, "iss") ?? ""} ${subject}`,
    name: name || subject || "another person",
    expiresAt: expiry === undefined ? undefined : expiry * 1_000,
  };
}

export function isSameUser(one: string, other: string): boolean {
  return identityOf(one).mark === identityOf(other).mark;
}

function claimsOf(token: string): JsonObject | undefined {
  try {
    const payload = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    return parseObject(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
