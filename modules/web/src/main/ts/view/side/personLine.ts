// SPDX-License-Identifier: Apache-2.0
import type { Person } from "../../room/directory";
import { avatar } from "../avatar";
import { make } from "../dom";
import { fullTime } from "../words";

/** Opens and closes what can be done about a person. */
export interface Toggle {
  readonly isOpen: boolean;
  toggle(): void;
}

/** A person in the list; a button where something can be done about that person. */
export function personLine(person: Person, isMe: boolean, toggle: Toggle | undefined): HTMLLIElement {
  const seen = person.online || person.lastSeen === undefined ? person.user : `Last seen ${fullTime(person.lastSeen)}`;
  const attributes = { "data-testid": "member", "data-user": person.user, "data-online": presence(person) };
  return make("li", { ...attributes, "data-status": person.status ?? false, title: seen }, row(person, isMe, toggle));
}

function row(person: Person, isMe: boolean, toggle: Toggle | undefined): HTMLElement {
  const parts = [face(person), words(person, isMe)];
  if (!toggle) {
    return make("div", { class: "person-row" }, ...parts);
  }
  const hooks = { "data-testid": "person", "data-key": `person ${person.user}` };
  const expanded = { "aria-expanded": String(toggle.isOpen) };
  const button = make("button", { type: "button", class: "person-row", ...hooks, ...expanded }, ...parts);
  button.addEventListener("click", () => toggle.toggle());
  return button;
}

function face(person: Person): HTMLElement {
  const dot = make("span", {
    class: "dot",
    "data-online": presence(person),
    "data-away": person.status === "away",
  });
  return make("span", { class: "face" }, avatar(person.user, person.name, person.profile), dot);
}

function words(person: Person, isMe: boolean): HTMLElement {
  const name = make("span", { class: "person-name" }, make("bdi", {}, person.name));
  if (person.mark) {
    name.append(make("span", { class: "mark" }, ` ${person.mark}`));
  }
  if (isMe) {
    name.append(make("span", { class: "you" }, " (you)"));
  }
  const lines = make("span", { class: "person" }, name);
  const title = titleOf(person);
  if (title) {
    lines.append(make("span", { class: "person-role" }, title));
  }
  if (person.text) {
    lines.append(make("span", { class: "person-text", dir: "auto" }, person.text));
  }
  if (person.online !== undefined) {
    lines.append(make("span", { class: "unseen" }, `, ${statusWords(person)}`));
  }
  return lines;
}

function titleOf({ profile, role, mutedUntil }: Person): string {
  const isMuted = (mutedUntil ?? 0) > Date.now();
  return [profile.role, role === "member" ? "" : role, isMuted ? "muted" : ""].filter(Boolean).join(" · ");
}

function statusWords({ online, status }: Person): string {
  return status ?? (online ? "online" : "offline");
}

function presence(person: Person): string {
  return person.online === undefined ? "unknown" : String(person.online);
}
