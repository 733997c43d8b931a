// SPDX-License-Identifier: Apache-2.0
import { part, setAttribute, setHidden, setText } from "./dom";

/** What the bar shows: what is being written, if it is not just a message for the room. */
export interface Purpose {
  /** Empty: a message. */
  readonly words: string;
  /** Whether the user can go back to a mere message. */
  readonly canCancel: boolean;
  readonly isThread: boolean;
  readonly isCode: boolean;
}

/** What stands above the text: what it answers or replaces, the language of code, and whether a reply is for the room too. */
export class ComposerBar {
  private readonly bar = part("composer-bar", HTMLElement);
  private readonly words = part("composer-words", HTMLElement);
  private readonly also = part("also-in-room", HTMLInputElement);
  private readonly language = part("code-language", HTMLInputElement);
  private readonly cancel = part("composer-cancel", HTMLButtonElement);
  private readonly code = part("code", HTMLButtonElement);

  constructor(actions: { cancel(): void; toggleCode(): void; named(language: string): void }) {
    this.cancel.addEventListener("click", () => actions.cancel());
    this.code.addEventListener("click", () => actions.toggleCode());
    this.language.addEventListener("input", () => actions.named(this.language.value));
    this.language.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
  }

  get alsoInRoom(): boolean {
    return this.also.checked;
  }

  show({ words, canCancel, isThread, isCode }: Purpose): void {
    setText(this.words, words);
    setHidden(this.words, words === "");
    setHidden(this.cancel, !canCancel);
    setHidden(part("also-in-room-choice", HTMLElement), !isThread);
    setHidden(part("code-choice", HTMLElement), !isCode);
    setHidden(this.bar, words === "" && !isThread && !isCode);
    setAttribute(this.code, "aria-pressed", String(isCode));
    if (!isThread) {
      this.also.checked = false;
    }
  }
}
