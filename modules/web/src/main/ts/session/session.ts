// SPDX-License-Identifier: Apache-2.0
import { parseObject, textOf } from "../wire/json";
import type { Store } from "./store";

/** Who this tab is, and which room it shows. */
export interface Session {
  readonly token: string;
  readonly room: string | undefined;
}

const KEY = "hubbub.session";

export function loadSession(store: Store): Session | undefined {
  const saved = parseObject(store.get(KEY) ?? "");
  const token = saved && textOf(saved, "token");
  return token ? { token, room: textOf(saved, "room") } : undefined;
}

export function saveSession(store: Store, session: Session): void {
  store.set(KEY, JSON.stringify(session));
}

export function clearSession(store: Store): void {
  store.remove(KEY);
}
