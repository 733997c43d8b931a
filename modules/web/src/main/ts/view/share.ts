// SPDX-License-Identifier: Apache-2.0
import { make, part, setHidden, setText } from "./dom";

const SAID_FOR = 4_000;

/** The button that gives the link of the room away: to the sheet of a phone, or to the clipboard. */
export class Share {
  private readonly button = part("share", HTMLButtonElement);
  private readonly said = part("shared", HTMLElement);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private link = "";
  private title = "";

  constructor() {
    this.button.addEventListener("click", () => void this.give());
  }

  /** The room on the page; no link: there is none to share. */
  show(link: string | undefined, title: string): void {
    this.link = link ?? "";
    this.title = title;
    setHidden(this.button, link === undefined);
  }

  private async give(): Promise<void> {
    const isPhone = matchMedia("(pointer: coarse)").matches;
    if (isPhone && typeof navigator.share === "function") {
      await navigator.share({ title: this.title, url: this.link }).catch(() => undefined); // The user thought better of it.
    } else {
      this.say((await copy(this.link)) ? "Link copied" : this.link);
    }
  }

  private say(words: string): void {
    clearTimeout(this.timer);
    setText(this.said, words);
    this.timer = setTimeout(() => setText(this.said, ""), SAID_FOR);
  }
}

/** The clipboard is for secure origins only, and a hub in a LAN is none: there the old way is left. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = make("textarea", { class: "unseen", readonly: true, "aria-hidden": "true" });
    field.value = text;
    document.body.append(field);
    const before = document.activeElement;
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    if (before instanceof HTMLElement) {
      before.focus({ preventScroll: true });
    }
    return copied;
  }
}
