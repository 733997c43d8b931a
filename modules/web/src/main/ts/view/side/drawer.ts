// SPDX-License-Identifier: Apache-2.0
import { part, setAttribute } from "../dom";

const WIDE = "(min-width: 800px)";
const LABEL = "Rooms and people";

/** The side bar on small screens: opened by a button, closed by Escape, a tap beside it, or a choice in it. */
export class Drawer {
  private readonly side = part("side", HTMLElement);
  private readonly main = part("main", HTMLElement);
  private readonly shade = part("shade", HTMLElement);
  private readonly button = part("menu", HTMLButtonElement);
  private readonly closer = part("menu-close", HTMLButtonElement);

  constructor() {
    this.button.addEventListener("click", () => this.set(true));
    this.closer.addEventListener("click", () => this.set(false));
    this.shade.addEventListener("click", () => this.set(false));
    this.side.addEventListener("click", (event) => event.target instanceof Element && this.clicked(event.target));
    this.side.addEventListener("keydown", (event) => event.key === "Escape" && this.set(false));
    matchMedia(WIDE).addEventListener("change", () => this.set(false));
  }

  get isOpen(): boolean {
    return this.side.hasAttribute("data-open");
  }

  set(open: boolean): void {
    if (open === this.isOpen) {
      return;
    }
    setAttribute(this.side, "data-open", open);
    setAttribute(this.shade, "data-open", open);
    setAttribute(this.main, "inert", open);
    setAttribute(this.button, "aria-expanded", String(open));
    (open ? this.closer : this.button).focus();
  }

  /** How many messages in it are unread: seen while it is closed. */
  showUnread(messages: number): void {
    setAttribute(this.button, "data-unread", messages > 0);
    setAttribute(this.button, "aria-label", messages > 0 ? `${LABEL}, ${messages} unread` : LABEL);
  }

  private clicked(target: Element): void {
    if (target.closest("a")) {
      this.set(false);
    }
  }
}
