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
  private readonly drafts = new Map<string, string>();

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
    const isNew = open && this.form.hidden;
    setHidden(this.form, !open);
    if (isNew) {
      this.changed(); // What is hidden has no height to measure.
    }
  }

  /** How many seconds lie between two messages at least; 0: none. */
  setSlow(seconds: number): void {
    const slow = seconds === 0 ? "" : ` (one in ${seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`})`;
    this.input.placeholder = `Write a message${slow}`;
  }

  focus(): void {
    this.input.focus({ preventScroll: true });
  }

  /** A text that was begun waits in its room. What was typed before there was a room goes into the first. */
  swap(from: string | undefined, to: string): void {
    if (from !== undefined) {
      this.drafts.set(from, this.input.value);
      this.write(this.drafts.get(to) ?? "");
    }
  }

  private write(text: string): void {
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
      this.write("");
    }
    this.focus();
  }

  private changed(): void {
    this.button.disabled = isBlank(this.input.value);
    this.input.style.height = "auto";
    if (!this.form.hidden) {
      this.input.style.height = `${this.input.scrollHeight}px`;
    }
    this.writer.resized();
  }
}
