// SPDX-License-Identifier: Apache-2.0
import type { Person } from "../../room/directory";
import type { MemberAction } from "../../room/memberActions";
import { make, part, refill, setText } from "../dom";
import { membersWords } from "../words";
import { personLine } from "./personLine";
import { personMenu } from "./personMenu";

/** What the list of people can ask for. */
export interface PersonActions {
  act(user: string, action: MemberAction): void;
}

/** A person, and what this user can do about that person. */
export interface ListedPerson {
  readonly person: Person;
  readonly actions: readonly MemberAction[];
  readonly isMe: boolean;
}

const MOST_SHOWN = 200;

/** The members of the room, those who are online first. A tap on one opens what can be done. */
export class PeopleList {
  private readonly list = part("people", HTMLElement);
  private readonly count = part("people-count", HTMLElement);
  private people: readonly ListedPerson[] = [];
  private hasMore = false;
  private open: string | undefined;
  private asked: MemberAction | undefined;
  private shown = "";

  constructor(private readonly actions: PersonActions) {
    this.list.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.open !== undefined) {
        event.stopPropagation();
        this.toggle(this.open);
      }
    });
  }

  /** `hasMore`: there are members beside these. */
  show(people: readonly ListedPerson[], hasMore: boolean): void {
    this.people = people;
    this.hasMore = hasMore;
    this.draw();
    setText(
      this.count,
      countWords(
        people.map(({ person }) => person),
        hasMore,
      ),
    );
  }

  /** Touches nothing while nothing changes, so that no menu moves under a finger. */
  private draw(): void {
    const people = this.people.slice(0, MOST_SHOWN);
    const shown = JSON.stringify([people, this.people.length, this.hasMore, this.open, this.asked]);
    if (shown === this.shown) {
      return;
    }
    this.shown = shown;
    const items: HTMLElement[] = people.map((listed) => this.item(listed));
    if (this.people.length > MOST_SHOWN || this.hasMore) {
      const others = this.hasMore ? "and others" : `and ${this.people.length - MOST_SHOWN} more`;
      items.push(make("li", { class: "more" }, others));
    }
    refill(this.list, items);
  }

  private item({ person, actions, isMe }: ListedPerson): HTMLElement {
    const { user, name, mark } = person;
    const isOpen = actions.length > 0 && this.open === user;
    const item = personLine(person, isMe, actions.length > 0 ? { isOpen, toggle: () => this.toggle(user) } : undefined);
    if (isOpen) {
      const steps = {
        ask: (action: MemberAction | undefined): void => this.ask(user, action),
        act: (action: MemberAction): void => {
          this.toggle(user);
          this.actions.act(user, action);
        },
      };
      item.append(personMenu(user, `${name} ${mark}`.trimEnd(), actions, this.asked, steps));
    }
    return item;
  }

  private toggle(user: string): void {
    this.open = this.open === user ? undefined : user;
    this.asked = undefined;
    this.draw();
    this.focus(`person ${user}`);
    this.list.querySelector(".person-menu")?.scrollIntoView({ block: "nearest" });
  }

  private ask(user: string, action: MemberAction | undefined): void {
    const before = this.asked;
    this.asked = action;
    this.draw();
    this.focus(`${user} person-${action === undefined ? before : "no"}`);
  }

  private focus(key: string): void {
    const keyed = [...this.list.querySelectorAll<HTMLElement>("[data-key]")];
    keyed.find(({ dataset }) => dataset.key === key)?.focus();
  }
}

/** How many members there are, and how many of them are online where that is known of all. */
function countWords(people: readonly Person[], hasMore: boolean): string {
  const members = people.filter(({ role }) => role !== "invited");
  if (members.length === 0) {
    return "";
  }
  if (hasMore || members.every(({ online }) => online === undefined)) {
    return membersWords(members.length, hasMore);
  }
  return `${members.filter(({ online }) => online).length} of ${members.length} online`;
}
