// SPDX-License-Identifier: Apache-2.0

import type { RoomInfo } from "../../contract/entries";
import { roomAddress } from "../../session/fragment";
import { make, part, setAttribute, setHidden } from "../dom";

/** What the list of rooms can ask for. */
export interface RoomActions {
  create(name: string): void;
  leave(): void;
}

/** The user's rooms as links, and the two small forms to make a room and to leave one. */
export class RoomList {
  private readonly list = part("rooms", HTMLElement);
  private readonly open = part("new-room", HTMLButtonElement);
  private readonly form = part("new-room-form", HTMLFormElement);
  private readonly input = part("new-room-name", HTMLInputElement);
  private readonly leave = part("leave", HTMLButtonElement);
  private readonly sure = part("leave-sure", HTMLElement);

  constructor(private readonly actions: RoomActions) {
    this.open.addEventListener("click", () => this.showForm(this.form.hasAttribute("hidden")));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.create();
    });
    this.form.addEventListener("keydown", (event) => this.escape(event, () => this.showForm(false)));
    this.leave.addEventListener("click", () => this.askLeave(true));
    this.sure.addEventListener("keydown", (event) => this.escape(event, () => this.askLeave(false)));
    part("leave-no", HTMLButtonElement).addEventListener("click", () => this.askLeave(false));
    part("leave-yes", HTMLButtonElement).addEventListener("click", () => {
      this.askLeave(false);
      actions.leave();
    });
  }

  show(rooms: readonly RoomInfo[], current: string | undefined): void {
    const name = new Intl.Collator(undefined, { sensitivity: "base", numeric: true });
    const sorted = [...rooms].sort((a, b) => name.compare(a.name, b.name));
    this.list.replaceChildren(
      ...sorted.map(({ room, name: words }) => {
        const link = make("a", { href: roomAddress(room), "data-testid": "room" }, make("bdi", {}, words));
        setAttribute(link, "aria-current", room === current ? "page" : false);
        return make("li", {}, link);
      }),
    );
  }

  setCanLeave(can: boolean): void {
    this.leave.disabled = !can;
    if (!can) {
      setHidden(this.sure, true);
      setHidden(this.leave, false);
    }
  }

  private create(): void {
    const name = this.input.value.trim();
    if (name !== "") {
      this.actions.create(name);
      this.showForm(false);
    }
  }

  private showForm(shown: boolean): void {
    setHidden(this.form, !shown);
    setAttribute(this.open, "aria-expanded", String(shown));
    this.input.value = "";
    (shown ? this.input : this.open).focus();
  }

  private askLeave(asked: boolean): void {
    setHidden(this.sure, !asked);
    setHidden(this.leave, asked);
    (asked ? part("leave-no", HTMLButtonElement) : this.leave).focus();
  }

  private escape(event: KeyboardEvent, act: () => void): void {
    if (event.key === "Escape") {
      event.stopPropagation();
      act();
    }
  }
}
