// SPDX-License-Identifier: Apache-2.0
import type { ConnectionState } from "../wire/connection";
import { part, setHidden, setText } from "./dom";

const SHORT = 1_500;
const SECOND = 1_000;

/** The bar that says when the connection is tried again. Short pauses are not worth a bar. */
export class Away {
  private readonly bar = part("away", HTMLElement);
  private readonly words = part("away-words", HTMLElement);
  private readonly button = part("try-now", HTMLButtonElement);
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(tryNow: () => void) {
    this.button.addEventListener("click", tryNow);
  }

  show(state: ConnectionState, retryAt: number | undefined): void {
    clearInterval(this.timer);
    const isAway = state === "connecting" || state === "reconnecting";
    const worth = !this.bar.hidden || (retryAt !== undefined && retryAt - Date.now() > SHORT);
    setHidden(this.bar, !(isAway && worth));
    this.button.disabled = retryAt === undefined;
    this.tell(retryAt);
    if (isAway && retryAt !== undefined) {
      this.timer = setInterval(() => this.tell(retryAt), SECOND / 4);
    }
  }

  private tell(retryAt: number | undefined): void {
    const seconds = Math.ceil(((retryAt ?? 0) - Date.now()) / SECOND);
    setText(this.words, seconds > 0 ? `Not connected. Next try in ${seconds} s.` : "Not connected. Trying now…");
  }
}
