// SPDX-License-Identifier: Apache-2.0
import { isBlank } from "../text/visible";
import { part, setHidden } from "./dom";

/** What the composer reports. */
export interface Writer {
  typed(text: string): void;
  /** Gives whether the text was taken; otherwise it stays where it is. */
  send(text: string): boolean;
  /** The box grew or shrank, and with it what is left for the messages. */
  resized(): void;
}

/** Where a message is written. Enter sends, Shift+Enter begins a new line. */
export class Composer {
  private readonly form = part("composer-form", HTMLFormElement);
  private readonly input = part("composer", HTMLTextAreaElement);
  private readonly button = part("send", HTMLButtonElement);

  constructor(private readonly writer: Writer) {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("input", () => {
      this.changed();
      writer.typed(this.input.value);
    });
  }

  setOpen(open: boolean): void {
    setHidden(this.form, !open);
  }

  focus(): void {
    this.input.focus({ preventScroll: true });
  }

  get text(): string {
    return this.input.value;
  }

  set text(text: string) {
    this.input.value = text;
    this.changed();
  }

  /** An input method uses Enter to choose a word; that is not meant for us. */
  private key(event: KeyboardEvent): void {
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && !event.shiftKey && !composing) {
      event.preventDefault();
      this.send();
    }
  }

  private send(): void {
    if (!isBlank(this.input.value) && this.writer.send(this.input.value)) {
      this.text = "";
    }
    this.focus();
  }

  private changed(): void {
    this.button.disabled = isBlank(this.input.value);
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
    this.writer.resized();
  }
}
