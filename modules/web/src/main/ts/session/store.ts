// SPDX-License-Identifier: Apache-2.0

/** Where this tab keeps what must survive a reload. */
export interface Store {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/**
 * The tab's own storage: gone with the tab, unseen by other tabs. Where the browser allows none, or it is full, the
 * page works on and merely forgets at a reload.
 */
export class TabStore implements Store {
  get(key: string): string | undefined {
    try {
      return sessionStorage.getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  set(key: string, value: string): void {
    try {
      sessionStorage.setItem(key, value);
    } catch {
      // Forgotten at a reload, as said above.
    }
  }

  remove(key: string): void {
    try {
      sessionStorage.removeItem(key);
    } catch {
      // Nothing was kept.
    }
  }
}
