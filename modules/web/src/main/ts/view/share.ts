// SPDX-License-Identifier: Apache-2.0
import { copy } from "./clipboard";
import { part, setHidden, setText } from "./dom";

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
