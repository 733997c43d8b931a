// SPDX-License-Identifier: Apache-2.0
import type { MemberAction } from "../../room/memberActions";
import { make } from "../dom";

interface Words {
  readonly label: string;
  /** Asked before it is done: what cannot be taken back easily. */
  readonly question?: string;
  readonly isDangerous?: boolean;
}

const WORDS: Readonly<Record<MemberAction, Words>> = {
  message: { label: "Message" },
  mute: { label: "Mute for 10 minutes" },
  unmute: { label: "Unmute" },
  moderator: { label: "Make moderator" },
  member: { label: "Make member" },
  owner: { label: "Make owner", question: "Make an owner? You cannot take that back." },
  remove: { label: "Remove", question: "Remove from the room?", isDangerous: true },
  ban: { label: "Ban", question: "Remove and keep out for good?", isDangerous: true },
  block: { label: "Block", question: "Block? No direct messages then, either way.", isDangerous: true },
  unblock: { label: "Unblock" },
};

/** What the menu of a person does next. */
export interface PersonMenuSteps {
  ask(action: MemberAction | undefined): void;
  act(action: MemberAction): void;
}

/** The buttons below a person; or the question of the one that was chosen. */
export function personMenu(
  user: string,
  name: string,
  actions: readonly MemberAction[],
  asked: MemberAction | undefined,
  steps: PersonMenuSteps,
): HTMLElement {
  const question = asked && WORDS[asked].question;
  const isAsked = question !== undefined;
  const menu = make("div", { class: "person-menu", role: "group", "aria-label": name, "data-asked": isAsked });
  const button = (label: string, key: string, isDangerous: boolean, act: () => void): void => {
    const hooks = { "data-testid": key, "data-key": `${user} ${key}` };
    const look = isDangerous ? "text-button danger" : "text-button";
    const element = make("button", { type: "button", class: look, ...hooks }, label);
    element.addEventListener("click", act);
    menu.append(element);
  };
  if (asked && question) {
    menu.append(make("p", {}, question));
    button("Yes", "person-yes", true, () => steps.act(asked));
    button("No", "person-no", false, () => steps.ask(undefined));
    return menu;
  }
  for (const action of actions) {
    const { label, question: first, isDangerous } = WORDS[action];
    button(label, `person-${action}`, isDangerous === true, () => (first ? steps.ask(action) : steps.act(action)));
  }
  return menu;
}
