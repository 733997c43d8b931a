// SPDX-License-Identifier: Apache-2.0

import { outline, tagOf } from "../text/lookalikes";
import { isBlank } from "../text/visible";
import { type JsonObject, parseObject, textOf, wholeOf } from "../wire/json";

/** What a token says of its bearer. This page does not verify it: it is good for words and for comparing, no more. */
export interface Identity {
  /** Two tokens with the same mark are of one user; a token that cannot be read is only like itself. */
  readonly mark: string;
  readonly name: string;
  /** In milliseconds since 1970. */
  readonly expiresAt: number | undefined;
}

const LONGEST_NAME = 60;

export function identityOf(token: string): Identity {
  const claims = claimsOf(token);
  const subject = claims && textOf(claims, "sub");
  const names = claims ? [textOf(claims, "name"), textOf(claims, "email"), subject].map(shown) : [];
  const expiry = claims && wholeOf(claims, "exp");
  return {
    mark: subject === undefined ? `token ${token}` : `user ${textOf(claims ?? {}, "iss") ?? ""} ${subject}`,
    name: names.find((name) => name !== "") ?? "another person",
    expiresAt: expiry === undefined ? undefined : expiry * 1_000,
  };
}

export function isSameUser(one: string, other: string): boolean {
  return identityOf(one).mark === identityOf(other).mark;
}

/** The names of users between whom somebody is to choose: those that look alike have a mark. */
export function namesToChoose(tokens: readonly string[]): string[] {
  const identities = tokens.map(identityOf);
  return identities.map(({ name, mark }) => {
    const twins = identities.filter((other) => outline(other.name) === outline(name));
    return twins.length > 1 ? `${name} ${tagOf(mark)}` : name;
  });
}

/** On one line, in one direction, and short. */
function shown(claim: string | undefined): string {
  const bare = (claim ?? "").replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
  const letters = Array.from(bare);
  const short = letters.length > LONGEST_NAME ? `${letters.slice(0, LONGEST_NAME).join("")}…` : bare;
  return isBlank(short) ? "" : short;
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
