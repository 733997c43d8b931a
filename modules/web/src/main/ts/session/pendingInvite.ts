// SPDX-License-Identifier: Apache-2.0

import type { Requests } from "../contract/hub";
import { Code, Failure, isDisconnect, wordsFor } from "../wire/failure";
import { patiently } from "../wire/patience";
import { forgetInvite, keepInvite, keptInvite } from "./keptInvite";
import type { Store } from "./store";

/** The room that an invite led to, or why it did not. */
export type Outcome = { readonly room: string } | { readonly words: string };

const VOID =
  "This invite does not let you in. It may have expired, been used up or been taken back: ask for a new one.";
const REFUSALS: readonly number[] = [Code.BAD_REQUEST, Code.FORBIDDEN, Code.NOT_FOUND];

/** The invite by which this tab was opened, until there is a connection to accept it over. */
export class PendingInvite {
  private code: string | undefined;

  constructor(
    private readonly store: Store,
    code: string | undefined,
  ) {
    this.code = code ?? keptInvite(store);
  }

  get isWaiting(): boolean {
    return this.code !== undefined;
  }

  /** A link was opened in this tab. */
  take(code: string): void {
    this.code = code;
    keepInvite(this.store, code);
  }

  /** Gives nothing where there is no invite, or the connection broke: then it waits for the next one. */
  async accept(hub: Pick<Requests, "accept">, isWanted: () => boolean): Promise<Outcome | undefined> {
    const code = this.code;
    if (code === undefined) {
      return undefined;
    }
    try {
      const room = await patiently(() => hub.accept(code), isWanted);
      this.forget(code);
      return { room };
    } catch (error) {
      if (isDisconnect(error)) {
        return undefined;
      }
      this.forget(code);
      const isVoid = error instanceof Failure && REFUSALS.includes(error.code);
      return { words: isVoid ? VOID : wordsFor(error) };
    }
  }

  private forget(code: string): void {
    if (this.code === code) {
      this.code = undefined;
      forgetInvite(this.store);
    }
  }
}
