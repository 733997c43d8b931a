// SPDX-License-Identifier: Apache-2.0

import { copy } from "../clipboard";
import { part, setAttribute, setHidden, setText } from "../dom";
import { ConfirmedButton } from "./confirmedButton";

/** What can be asked for below the lists. */
export interface RoomControlActions {
  invite(): void;
  leave(): void;
  end(): void;
}

/** What this user may do with the room on the page. */
export interface RoomControlRights {
  readonly invite: boolean;
  readonly leave: boolean;
  readonly end: boolean;
}

const NONE: RoomControlRights = { invite: false, leave: false, end: false };

/** What can be done with the room on the page: invite by a link, leave, end it for all. */
export class RoomControls {
  private readonly invite = part("invite", HTMLButtonElement);
  private readonly panel = part("invite-panel", HTMLElement);
  private readonly link = part("invite-link", HTMLInputElement);
  private readonly copied = part("invite-copied", HTMLElement);
  private readonly leaving: ConfirmedButton;
  private readonly ending: ConfirmedButton;

  constructor(actions: RoomControlActions) {
    this.leaving = new ConfirmedButton("leave", () => actions.leave());
    this.ending = new ConfirmedButton("end", () => actions.end());
    this.invite.addEventListener("click", () => (this.panel.hidden ? actions.invite() : this.hideInvite()));
    this.link.addEventListener("focus", () => this.link.select());
    part("invite-copy", HTMLButtonElement).addEventListener("click", () => void this.copy());
  }

  show(rights: RoomControlRights = NONE): void {
    setHidden(this.invite, !rights.invite);
    this.leaving.show(rights.leave);
    this.ending.show(rights.end);
    if (!rights.invite) {
      this.hideInvite();
    }
  }

  showInvite(link: string): void {
    this.link.value = link;
    setText(this.copied, "");
    this.setPanel(true);
    this.link.focus();
  }

  hideInvite(): void {
    this.link.value = "";
    this.setPanel(false);
  }

  private setPanel(open: boolean): void {
    setHidden(this.panel, !open);
    setAttribute(this.invite, "aria-expanded", String(open));
  }

  private async copy(): Promise<void> {
    const done = await copy(this.link.value);
    setText(this.copied, done ? "Copied" : "Select the link and copy it.");
  }
}
