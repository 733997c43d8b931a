// SPDX-License-Identifier: Apache-2.0
import { type Extras, extraFields, readExtras } from "../contract/draft";
import type { Store } from "../session/store";
import { objectOf, objectsOf, parseObject, textOf, wholeOf } from "../wire/json";

/** A message that is not yet in the room. */
export interface Unsent {
  readonly clientId: string;
  readonly room: string;
  readonly user: string;
  readonly text: string;
  readonly extras: Extras;
  readonly at: number;
  /** `sent`: stored by the hub, its entry not yet here. */
  readonly state: "waiting" | "sending" | "sent" | "failed";
  readonly seq?: number;
  readonly problem?: string;
}

const KEY = "hubbub.outbox";

/** What this user had not sent before the reload. Somebody else's messages in the same tab are nobody's any more. */
export function loadUnsent(store: Store, user: string): Unsent[] {
  const saved = parseObject(store.get(KEY) ?? "") ?? {};
  return objectsOf(saved, "messages").flatMap((source) => {
    const clientId = textOf(source, "clientId");
    const room = textOf(source, "room");
    const text = textOf(source, "text");
    if (clientId === undefined || room === undefined || text === undefined || textOf(source, "user") !== user) {
      return [];
    }
    const problem = textOf(source, "problem");
    const extras = readExtras(objectOf(source, "extras"));
    const message = { clientId, room, user, text, extras, at: wholeOf(source, "at") ?? Date.now() };
    return problem === undefined ? { ...message, state: "waiting" } : { ...message, state: "failed", problem };
  });
}

/** Keeps what the hub has not yet stored. */
export function saveUnsent(store: Store, all: readonly Unsent[]): void {
  const unsent = all.filter(({ state }) => state !== "sent");
  if (unsent.length === 0) {
    store.remove(KEY);
  } else {
    const messages = unsent.map(({ extras, ...rest }) => ({ ...rest, extras: extraFields(extras) }));
    store.set(KEY, JSON.stringify({ messages }));
  }
}
