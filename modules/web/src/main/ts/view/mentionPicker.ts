// SPDX-License-Identifier: Apache-2.0
import { type Candidate, mentionPrefix, offered } from "../room/composing";
import { make, part, setAttribute, setHidden } from "./dom";

/** What the picker asks for and tells. */
export interface PickerHost {
  candidates(): readonly Candidate[];
  picked(candidate: Candidate): void;
}

/** The members who are offered behind an `@`, while the text keeps the focus. */
export class MentionPicker {
  private readonly list = part("picker", HTMLElement);
  private shown: Candidate[] = [];
  private chosen = 0;

  constructor(
    private readonly input: HTMLTextAreaElement,
    private readonly host: PickerHost,
  ) {
    input.addEventListener("blur", () => this.close());
    input.addEventListener("click", () => this.look());
  }

  get isOpen(): boolean {
    return this.shown.length > 0;
  }

  /** The text or the caret has changed. */
  look(): void {
    const prefix = this.prefix();
    this.shown = prefix === undefined ? [] : offered(this.host.candidates(), prefix);
    this.chosen = 0;
    this.draw();
  }

  close(): void {
    this.shown = [];
    this.draw();
  }

  /** Gives whether the key was meant for the picker. */
  key(key: string): boolean {
    if (!this.isOpen) {
      return false;
    }
    switch (key) {
      case "ArrowDown":
      case "ArrowUp":
        this.chosen = (this.chosen + (key === "ArrowDown" ? 1 : this.shown.length - 1)) % this.shown.length;
        this.draw();
        return true;
      case "Enter":
      case "Tab":
        this.pick(this.shown[this.chosen]);
        return true;
      case "Escape":
        this.close();
        return true;
      default:
        return false;
    }
  }

  private prefix(): string | undefined {
    const { value, selectionStart, selectionEnd } = this.input;
    return selectionStart === selectionEnd ? mentionPrefix(value, selectionStart) : undefined;
  }

  private pick(candidate: Candidate | undefined): void {
    const prefix = this.prefix();
    if (candidate && prefix !== undefined) {
      const caret = this.input.selectionStart;
      this.input.setRangeText(`${candidate.label} `, caret - prefix.length - 1, caret, "end");
      this.host.picked(candidate);
    }
    this.close();
  }

  private draw(): void {
    setHidden(this.list, !this.isOpen);
    this.list.replaceChildren(...this.shown.map((candidate, index) => this.option(candidate, index)));
    setAttribute(this.input, "aria-activedescendant", this.isOpen && `picker-${this.chosen}`);
  }

  private option(candidate: Candidate, index: number): HTMLElement {
    const option = make(
      "div",
      {
        id: `picker-${index}`,
        role: "option",
        class: "option",
        "aria-selected": String(index === this.chosen),
        "data-testid": "candidate",
      },
      make("bdi", {}, candidate.label),
      make("span", { class: "hint" }, candidate.hint),
    );
    option.addEventListener("pointerdown", (event) => {
      event.preventDefault(); // The text keeps the focus.
      this.pick(candidate);
    });
    return option;
  }
}
