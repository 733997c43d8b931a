// SPDX-License-Identifier: Apache-2.0
import type { Store } from "./store";

const KEY = "hubbub.invite";

/** Keeps the code of an invite while its user logs in, which may lead to another page and back. */
export function keepInvite(store: Store, code: string): void {
  store.set(KEY, code);
}

export function keptInvite(store: Store): string | undefined {
  return store.get(KEY) || undefined;
}

export function forgetInvite(store: Store): void {
  store.remove(KEY);
}
