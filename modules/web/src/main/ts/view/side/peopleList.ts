// SPDX-License-Identifier: Apache-2.0
import type { Person } from "../../room/directory";
import { avatar } from "../avatar";
import { make, part, setText } from "../dom";
import { fullTime } from "../words";

const MOST_SHOWN = 200;

/** The members of the room, those who are online first. */
export class PeopleList {
  private readonly list = part("people", HTMLElement);
  private readonly count = part("people-count", HTMLElement);

  show(people: readonly Person[], me: string): void {
    const items = people.slice(0, MOST_SHOWN).map((person) => item(person, me));
    if (people.length > MOST_SHOWN) {
      items.push(make("li", { class: "more" }, `and ${people.length - MOST_SHOWN} more`));
    }
    this.list.replaceChildren(...items);
    const online = people.filter((person) => person.online).length;
    const known = people.some((person) => person.online !== undefined);
    setText(this.count, people.length === 0 || !known ? "" : `${online} of ${people.length} online`);
  }
}

function item(person: Person, me: string): HTMLLIElement {
  const face = make("span", { class: "face" }, avatar(person.user, person.name, person.profile));
  face.append(make("span", { class: "dot", "data-online": presence(person) }));
  const title = [person.profile.role, person.role === "member" ? "" : person.role].filter(Boolean).join(" · ");
  const name = make("span", { class: "person-name" }, make("bdi", {}, person.name));
  if (person.mark) {
    name.append(make("span", { class: "mark" }, ` ${person.mark}`));
  }
  if (person.user === me) {
    name.append(make("span", { class: "you" }, " (you)"));
  }
  const words = make("span", { class: "person" }, name);
  if (title) {
    words.append(make("span", { class: "person-role" }, title));
  }
  if (person.online !== undefined) {
    words.append(make("span", { class: "unseen" }, person.online ? ", online" : ", offline"));
  }
  const seen = person.online || person.lastSeen === undefined ? person.user : `Last seen ${fullTime(person.lastSeen)}`;
  const attributes = { "data-testid": "member", "data-user": person.user, "data-online": presence(person) };
  return make("li", { ...attributes, title: seen }, face, words);
}

function presence(person: Person): string {
  return person.online === undefined ? "unknown" : String(person.online);
}
