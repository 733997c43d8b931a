// SPDX-License-Identifier: Apache-2.0

type Attributes = Readonly<Record<string, string | boolean>>;

/** Makes an element. Texts become text nodes, whatever is in them. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    setAttribute(element, name, value);
  }
  element.append(...children);
  return element;
}

/** True: there without a value. False: not there. */
export function setAttribute(element: Element, name: string, value: string | boolean): void {
  if (value === false) {
    element.removeAttribute(name);
  } else {
    const text = value === true ? "" : value;
    if (element.getAttribute(name) !== text) {
      element.setAttribute(name, text);
    }
  }
}

/** Sets a text without touching the node when it is the same. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function setHidden(element: HTMLElement, hidden: boolean): void {
  if (element.hidden !== hidden) {
    element.hidden = hidden;
  }
}

/** Replaces what is in an element. What had the focus has it again, if there is something with the same `data-key`. */
export function refill(parent: HTMLElement, children: readonly Node[]): void {
  const focused = document.activeElement;
  const key = focused instanceof HTMLElement && parent.contains(focused) ? focused.dataset.key : undefined;
  parent.replaceChildren(...children);
  if (key !== undefined) {
    const keyed = [...parent.querySelectorAll<HTMLElement>("[data-key]")];
    keyed.find(({ dataset }) => dataset.key === key)?.focus({ preventScroll: true });
  }
}

/** The element of the page with this id; the page always has it. */
export function part<T extends HTMLElement>(id: string, type: abstract new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof type)) {
    throw new Error(`index.html: #${id} is missing`);
  }
  return element;
}

/** What a button says and does. */
export interface Action {
  readonly label: string;
  act(): void;
}

export function actionButton(action: Action, attributes: Attributes): HTMLButtonElement {
  const button = make("button", { type: "button", ...attributes }, action.label);
  button.addEventListener("click", () => action.act());
  return button;
}
