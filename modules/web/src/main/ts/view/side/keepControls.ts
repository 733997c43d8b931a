// SPDX-License-Identifier: Apache-2.0

import type { RoomFlags } from "../../contract/roomList";
import { part, setAttribute, setHidden } from "../dom";
import type { Conversation } from "./conversations";

/** What a user sets of a room for itself. */
export type KeptFlag = Exclude<keyof RoomFlags, "marked">;

/** What these buttons ask for. */
export interface KeepActions {
  keep(room: string, flag: KeptFlag, isOn: boolean): void;
}

const SHOWN: Readonly<Record<KeptFlag, (row: Conversation) => boolean>> = {
  pinned: ({ isPinned }) => isPinned,
  muted: ({ isMuted }) => isMuted,
  archived: ({ isArchived }) => isArchived,
};

/** How the user keeps the room on the page in its list: above the others, without a notice, below them. */
export class KeepControls {
  private readonly group = part("keep", HTMLElement);
  private readonly buttons = new Map<KeptFlag, HTMLButtonElement>();
  private row: Conversation | undefined;

  constructor(actions: KeepActions) {
    for (const flag of ["pinned", "muted", "archived"] as const) {
      const button = part(`keep-${flag}`, HTMLButtonElement);
      button.addEventListener("click", () => this.row && actions.keep(this.row.room, flag, !SHOWN[flag](this.row)));
      this.buttons.set(flag, button);
    }
  }

  /** @param row of the room on the page; nothing where the list does not have it */
  show(row: Conversation | undefined): void {
    this.row = row?.isInvited ? undefined : row;
    setHidden(this.group, this.row === undefined);
    for (const [flag, button] of this.buttons) {
      setAttribute(button, "aria-pressed", String(this.row !== undefined && SHOWN[flag](this.row)));
    }
  }
}
