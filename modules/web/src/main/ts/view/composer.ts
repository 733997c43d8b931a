// SPDX-License-Identifier: Apache-2.0
import { isBlank } from "../text/visible";
import { ComposerBar, type Purpose } from "./composerBar";
import { part, setHidden, setText } from "./dom";
import { MentionPicker, type PickerHost } from "./mentionPicker";

/** What the composer reports. */
export interface Writer extends PickerHost {
  typed(text: string): void;
  /** Gives whether the text was taken; otherwise it stays where it is. */
  send(text: string): boolean;
  /** The box grew or shrank, and with it what is left for the messages. */
  resized(): void;
  /** The user wants neither to answer nor to edit any more. */
  cancel(): void;
  /** The text is code from now on, or no longer. */
  toggleCode(): void;
  /** The language of the code. */
  named(language: string): void;
}

const HINT = "Enter sends, Shift and Enter begin a new line. An @ offers the members.";
const CODE_HINT = "Enter begins a new line, Control and Enter send.";

/** Where a message is written. Enter sends, Shift+Enter begins a new line; in code it is Ctrl+Enter that sends. */
export class Composer {
  private readonly form = part("composer-form", HTMLFormElement);
  private readonly input = part("composer", HTMLTextAreaElement);
  private readonly button = part("send", HTMLButtonElement);
  private readonly drafts = new Map<string, string>();
  private readonly bar: ComposerBar;
  private readonly picker: MentionPicker;
  private isCode = false;

  constructor(private readonly writer: Writer) {
    this.bar = new ComposerBar(writer);
    this.picker = new MentionPicker(this.input, writer);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("input", () => {
      this.changed();
      this.picker.look();
      writer.typed(this.input.value);
    });
  }

  get text(): string {
    return this.input.value;
  }

  get alsoInRoom(): boolean {
    return this.bar.alsoInRoom;
  }

  /** Says what the text is for. */
  show(purpose: Purpose): void {
    this.isCode = purpose.isCode;
    this.input.classList.toggle("mono", purpose.isCode);
    setText(part("composer-hint", HTMLElement), purpose.isCode ? CODE_HINT : HINT);
    this.bar.show(purpose);
    this.changed();
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

  /** Replaces the text. */
  write(text: string): void {
    this.input.value = text;
    this.changed();
  }

  /** An input method uses Enter to choose a word; that is not meant for us. */
  private key(event: KeyboardEvent): void {
    const composing = event.isComposing || event.keyCode === 229;
    const sends = this.isCode ? event.ctrlKey || event.metaKey : !event.shiftKey;
    if (composing) {
      return;
    }
    if (!event.shiftKey && this.picker.key(event.key)) {
      event.preventDefault();
      this.changed();
    } else if (event.key === "Enter" && sends) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape") {
      this.writer.cancel();
    }
  }

  private send(): void {
    this.picker.close();
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
