// SPDX-License-Identifier: Apache-2.0
import type { ConnectionState } from "../wire/connection";
import { type Action, actionButton, make, part, setHidden, setText } from "./dom";
import { typingWords } from "./words";

const STATES: Readonly<Record<ConnectionState, string>> = {
  connecting: "Connecting…",
  online: "Connected",
  reconnecting: "Reconnecting…",
  offline: "Disconnected",
};

const ERROR_SHOWN = 8_000;

/** What stands in for the composer when nothing can be written. */
export interface Banner {
  readonly words: string;
  readonly action?: Action;
}

/** The small things around the messages: title, connection, typing, errors, banner. */
export class Chrome {
  private readonly status = part("status", HTMLElement);
  private readonly name = part("room-name", HTMLElement);
  private readonly typing = part("typing", HTMLElement);
  private readonly error = part("error", HTMLElement);
  private readonly banner = part("banner", HTMLElement);
  private errorTimer: ReturnType<typeof setTimeout> | undefined;
  private unseen = 0;
  private unread = 0;

  constructor() {
    document.addEventListener("visibilitychange", () => {
      this.unseen = document.hidden ? this.unseen : 0;
      this.showTitle();
    });
  }

  showState(state: ConnectionState): void {
    this.status.dataset.state = state;
    setText(part("status-text", HTMLElement), STATES[state]);
  }

  showRoom(name: string): void {
    setText(this.name, name);
    this.showTitle();
  }

  showUser(name: string): void {
    setText(part("me", HTMLElement), name);
  }

  /** Messages that came while nobody looked are counted in the title of the tab. */
  count(messages: number): void {
    this.unseen += document.hidden ? messages : 0;
    this.showTitle();
  }

  /** What is unread in all rooms, as far as the hub counts it. */
  showUnread(messages: number): void {
    this.unread = messages;
    this.showTitle();
  }

  showTyping(names: readonly string[]): void {
    const words = typingWords(names);
    if (words === "") {
      this.typing.replaceChildren();
      return;
    }
    const dots = make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i"));
    this.typing.replaceChildren(dots, make("span", { dir: "auto" }, words));
  }

  showError(words: string): void {
    clearTimeout(this.errorTimer);
    setText(this.error, words);
    setHidden(this.error, words === "");
    if (words !== "") {
      this.errorTimer = setTimeout(() => this.showError(""), ERROR_SHOWN);
    }
  }

  showBanner(banner: Banner | undefined): void {
    setHidden(this.banner, banner === undefined);
    if (!banner) {
      this.banner.replaceChildren();
      return;
    }
    const content: HTMLElement[] = [make("p", {}, banner.words)];
    if (banner.action) {
      content.push(actionButton(banner.action, { class: "button", "data-testid": "banner-action" }));
    }
    this.banner.replaceChildren(...content);
  }

  private showTitle(): void {
    const name = this.name.textContent ?? "";
    const news = Math.max(this.unseen, this.unread);
    document.title = `${news > 0 ? `(${news}) ` : ""}${name ? `${name} · ` : ""}Hubbub`;
  }
}
