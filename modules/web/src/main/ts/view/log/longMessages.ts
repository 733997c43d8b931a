// SPDX-License-Identifier: Apache-2.0
import { make, setAttribute, setText } from "../dom";

/** As in messages.css; a text that is only a little higher is shown whole. */
const COLLAPSED = 400;
const SLACK = 80;

/** Collapses what is too high to scroll past, whatever makes it so, and lets the reader open it. */
export class LongMessages {
  private width = 0;

  constructor(private readonly lines: HTMLElement) {
    if (typeof ResizeObserver === "function") {
      new ResizeObserver(() => this.resized()).observe(lines);
    }
  }

  /** Looks at lines that are new. All heights are read before anything changes, so that the page is laid out once. */
  measure(elements: readonly Element[]): void {
    const bubbles = elements.flatMap((element) => element.querySelector<HTMLElement>(".bubble") ?? []);
    const high = bubbles.filter((bubble) => bubble.scrollHeight > COLLAPSED + SLACK && !bubble.dataset.long);
    for (const bubble of high) {
      collapse(bubble);
    }
  }

  private resized(): void {
    if (this.lines.clientWidth !== this.width) {
      this.width = this.lines.clientWidth;
      this.measure([...this.lines.children]);
    }
  }
}

/** A message is another one now: it may be as high as it is, until it is measured. */
export function unfold(line: Element): void {
  const bubble = line.querySelector<HTMLElement>(".bubble");
  if (bubble?.dataset.long) {
    delete bubble.dataset.long;
    bubble.parentElement?.parentElement?.querySelector(".unfold")?.remove();
  }
}

function collapse(bubble: HTMLElement): void {
  const button = make("button", { type: "button", class: "text-button unfold", "data-testid": "unfold" });
  const fold = (folded: boolean): void => {
    bubble.dataset.long = folded ? "folded" : "open";
    setAttribute(button, "aria-expanded", String(!folded));
    setText(button, folded ? "Show all" : "Show less");
  };
  button.addEventListener("click", () => {
    fold(bubble.dataset.long === "open");
    bubble.scrollIntoView({ block: "nearest" });
  });
  fold(true);
  bubble.parentElement?.after(button);
}
