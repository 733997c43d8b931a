// SPDX-License-Identifier: Apache-2.0
import { part, setHidden } from "../dom";

/** A button with an action that is asked about once, in its place: `id`, and beside it `-sure`, `-yes` and `-no`. */
export class ConfirmedButton {
  private readonly button: HTMLButtonElement;
  private readonly sure: HTMLElement;
  private readonly no: HTMLButtonElement;

  constructor(id: string, act: () => void) {
    this.button = part(id, HTMLButtonElement);
    this.sure = part(`${id}-sure`, HTMLElement);
    this.no = part(`${id}-no`, HTMLButtonElement);
    this.button.addEventListener("click", () => this.ask(true));
    this.no.addEventListener("click", () => this.ask(false));
    this.sure.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.ask(false);
      }
    });
    part(`${id}-yes`, HTMLButtonElement).addEventListener("click", () => {
      this.ask(false);
      act();
    });
  }

  /** Whether the action is there at all. */
  show(shown: boolean): void {
    setHidden(this.button, !shown || !this.sure.hidden);
    if (!shown) {
      setHidden(this.sure, true);
    }
  }

  private ask(asked: boolean): void {
    setHidden(this.sure, !asked);
    setHidden(this.button, asked);
    (asked ? this.no : this.button).focus();
  }
}
