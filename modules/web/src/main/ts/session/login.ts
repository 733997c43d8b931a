// SPDX-License-Identifier: Apache-2.0
import type { Store } from "./store";

const AWAY = "hubbub.login";

/** Whether this tab has been sent to the host's login, and came back without a token: it is not sent again unasked. */
export function hasBeenSent(store: Store): boolean {
  return store.get(AWAY) !== undefined;
}

/** Remembers the room that was wanted. Gives whether that worked: a tab that forgets must not be sent by itself. */
export function rememberLogin(store: Store, room: string | undefined): boolean {
  store.set(AWAY, room ?? "");
  return hasBeenSent(store);
}

/** Back with a token: gives the room that was wanted before. */
export function finishLogin(store: Store): string | undefined {
  const room = store.get(AWAY);
  store.remove(AWAY);
  return room || undefined;
}
