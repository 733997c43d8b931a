// SPDX-License-Identifier: Apache-2.0

import type { NamedKind } from "../../contract/hub";
import { roomAddress } from "../../session/fragment";
import { make, part, refill, setAttribute, setHidden, setText } from "../dom";
import type { Conversation } from "./conversations";
import { type KeepActions, KeepControls } from "./keepControls";

/** What the list of rooms can ask for. */
export interface RoomActions extends KeepActions {
  create(name: string, kind: NamedKind): void;
  join(room: string): void;
  decline(room: string): void;
}

const MOST_SHOWN = 100;
const MOST_COUNTED = 99;

const HINTS: Readonly<Record<NamedKind, string>> = {
  group: "Everybody who is logged in and has the room’s address can join.",
  session: "Guests come by an invite link. You can end it for all.",
};

/** The user's rooms, and the small form to make one. */
export class RoomList {
  private readonly list = part("rooms", HTMLElement);
  private readonly open = part("new-room", HTMLButtonElement);
  private readonly form = part("new-room-form", HTMLFormElement);
  private readonly input = part("new-room-name", HTMLInputElement);
  private readonly isSession = part("new-room-session", HTMLInputElement);
  private readonly keep: KeepControls;
  private rows: readonly Conversation[] = [];
  private current: string | undefined;
  private shown = "";
  private isWhole = false;

  constructor(private readonly actions: RoomActions) {
    this.keep = new KeepControls(actions);
    this.open.addEventListener("click", () => this.showForm(this.form.hasAttribute("hidden")));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.create();
    });
    this.form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.stopPropagation();
        this.showForm(false);
      }
    });
    this.isSession.addEventListener("change", () => this.showHint());
  }

  show(rows: readonly Conversation[], current: string | undefined): void {
    this.rows = rows;
    this.current = current;
    this.keep.show(rows.find(({ room }) => room === current));
    this.draw();
  }

  /** Touches nothing while nothing changes: there may be many rooms, and many events. */
  private draw(): void {
    const rows = this.isWhole ? this.rows : this.rows.slice(0, MOST_SHOWN);
    const shown = JSON.stringify([rows, this.rows.length, this.current]);
    if (shown === this.shown) {
      return;
    }
    this.shown = shown;
    const lines = rows.map((row) => (row.isInvited ? this.invited(row) : line(row, this.current)));
    refill(this.list, this.rows.length > rows.length ? [...lines, this.more()] : lines);
  }

  private more(): HTMLElement {
    const words = `Show all ${this.rows.length} rooms`;
    const button = make("button", { type: "button", class: "text-button", "data-testid": "more-rooms" }, words);
    button.addEventListener("click", () => {
      this.isWhole = true;
      this.draw();
      this.list.querySelectorAll("a")[MOST_SHOWN]?.focus();
    });
    return make("li", {}, button);
  }

  private invited({ room, title }: Conversation): HTMLElement {
    const button = (label: string, hook: string, act: () => void): HTMLElement => {
      const attributes = { type: "button", class: "text-button", "data-testid": hook, "data-key": `${hook} ${room}` };
      const element = make("button", attributes, label, make("span", { class: "unseen" }, ` ${title}`));
      element.addEventListener("click", act);
      return element;
    };
    return make(
      "li",
      { class: "invited", "data-testid": "invited" },
      make("bdi", { class: "room-title" }, title),
      make("span", { class: "hint" }, "You are invited."),
      button("Join", "join", () => this.actions.join(room)),
      button("Decline", "decline", () => this.actions.decline(room)),
    );
  }

  private create(): void {
    const name = this.input.value.trim();
    if (name !== "") {
      this.actions.create(name, this.kind);
      this.showForm(false);
    }
  }

  private get kind(): NamedKind {
    return this.isSession.checked ? "session" : "group";
  }

  private showForm(shown: boolean): void {
    setHidden(this.form, !shown);
    setAttribute(this.open, "aria-expanded", String(shown));
    this.input.value = "";
    this.isSession.checked = false;
    this.showHint();
    (shown ? this.input : this.open).focus();
  }

  private showHint(): void {
    setText(part("new-room-hint", HTMLElement), HINTS[this.kind]);
  }
}

function line(row: Conversation, current: string | undefined): HTMLElement {
  const top = make("span", { class: "room-top" }, make("bdi", { class: "room-title" }, row.title));
  const flags = [row.isPinned && "pinned", row.isMuted && "muted", row.isArchived && "archived"].filter(Boolean);
  if (flags.length > 0) {
    top.append(make("span", { class: "hint" }, flags.join(", ")));
  }
  if (row.unread > 0 || row.isMarked) {
    top.append(badge(row));
  }
  const hooks = { "data-testid": "room", "data-key": row.room };
  const link = make("a", { href: roomAddress(row.room), ...hooks, "data-unread": row.unread > 0 || row.isMarked }, top);
  if (row.preview) {
    const said = row.from ? [make("bdi", {}, row.from), `: ${row.preview}`] : [row.preview];
    link.append(make("span", { class: "room-last", dir: "auto", "data-testid": "last" }, ...said));
  }
  setAttribute(link, "aria-current", row.room === current ? "page" : false);
  return make("li", {}, link);
}

function badge(row: Conversation): HTMLElement {
  const [shown, words] = row.unread === 0 ? ["•", "marked as unread"] : counted(row);
  const hooks = { "data-testid": "unread", "data-count": String(row.unread) };
  const attributes = { class: "badge", "data-muted": row.isMuted, ...hooks };
  return make("span", attributes, shown, make("span", { class: "unseen" }, words));
}

function counted({ unread, mentions }: Conversation): [string, string] {
  const count = unread > MOST_COUNTED ? `${MOST_COUNTED}+` : String(unread);
  return mentions > 0 ? [`@ ${count}`, " unread, you are mentioned"] : [count, " unread"];
}
