// SPDX-License-Identifier: Apache-2.0
import { make, part, setAttribute, setHidden, setText } from "./dom";
import type { Row } from "./log/arrange";
import type { MessageList } from "./log/messageList";
import { fullTime, momentWords } from "./words";

/** A message of a list that leads to its place in the room. */
export interface HitRow {
  readonly room: string;
  readonly seq: number;
  readonly name: string;
  /** Empty: the room on the page. */
  readonly roomTitle: string;
  readonly at: number;
  readonly pieces: readonly { readonly text: string; readonly isMarked: boolean }[];
}

/** What the panel asks for. */
export interface PanelActions {
  closed(): void;
  searched(query: string, everywhere: boolean): void;
  pins(): void;
  openSearch(): void;
  chosen(hit: HitRow): void;
  /** The next page of what was found. */
  more(): void;
}

/** What lies over the messages of the room: a thread, the place of a message, what was found or pinned. */
export class Panel {
  private readonly panel = part("panel", HTMLElement);
  private readonly title = part("panel-title", HTMLElement);
  private readonly words = part("panel-words", HTMLElement);
  private readonly form = part("search-form", HTMLFormElement);
  private readonly input = part("search", HTMLInputElement);
  private readonly everywhere = part("search-all", HTMLInputElement);
  private readonly hits = part("hits", HTMLElement);
  private readonly log = part("panel-log", HTMLElement);
  private readonly opener = part("open-search", HTMLButtonElement);

  constructor(
    readonly messages: MessageList,
    private readonly actions: PanelActions,
  ) {
    part("panel-close", HTMLButtonElement).addEventListener("click", () => actions.closed());
    part("show-pins", HTMLButtonElement).addEventListener("click", () => actions.pins());
    this.opener.addEventListener("click", () => (this.isOpen ? actions.closed() : actions.openSearch()));
    this.panel.addEventListener("keydown", (event) => event.key === "Escape" && actions.closed());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      actions.searched(this.input.value.trim(), this.everywhere.checked);
    });
  }

  get isOpen(): boolean {
    return !this.panel.hidden;
  }

  /** Opens it with a log of messages; one that has an end leads there. */
  openLog(title: string, hasEnd: boolean): void {
    this.open(title, false);
    setAttribute(this.panel, "data-endless", !hasEnd);
    this.messages.clear();
    this.title.focus({ preventScroll: true });
  }

  /** Opens it with the search. */
  openSearch(title: string): void {
    this.open(title, true);
    this.input.focus();
    this.input.select();
  }

  close(): void {
    const hadFocus = this.panel.contains(document.activeElement);
    setHidden(this.panel, true);
    setAttribute(this.opener, "aria-expanded", "false");
    this.messages.clear();
    this.hits.replaceChildren();
    if (hadFocus) {
      this.opener.focus();
    }
  }

  say(words: string): void {
    setText(this.words, words);
    setHidden(this.words, words === "");
  }

  showLog(rows: readonly Row[], unseen: number): void {
    this.messages.show(rows, unseen, false);
  }

  showHits(title: string, hits: readonly HitRow[], hasMore: boolean): void {
    setText(this.title, title);
    const lines = hits.map((hit) => this.line(hit));
    if (hasMore) {
      const more = make("button", { type: "button", class: "text-button", "data-testid": "more-hits" }, "Show more");
      more.addEventListener("click", () => this.actions.more());
      lines.push(make("li", {}, more));
    }
    this.hits.replaceChildren(...lines);
    setHidden(this.hits, lines.length === 0);
  }

  private open(title: string, isSearch: boolean): void {
    setHidden(this.panel, false);
    setText(this.title, title);
    setHidden(this.form, !isSearch);
    setHidden(this.log, isSearch);
    setHidden(this.hits, true);
    setAttribute(this.opener, "aria-expanded", "true");
    this.say("");
  }

  private line(hit: HitRow): HTMLElement {
    const where = hit.roomTitle === "" ? [] : [make("span", { class: "hint" }, make("bdi", {}, hit.roomTitle))];
    const top = make(
      "span",
      { class: "hit-top" },
      make("bdi", { class: "name" }, hit.name),
      ...where,
      make("time", { datetime: new Date(hit.at).toISOString(), title: fullTime(hit.at) }, momentWords(hit.at)),
    );
    const text = hit.pieces.map((piece) =>
      piece.isMarked ? make("mark", { class: "found" }, piece.text) : piece.text,
    );
    const hooks = { "data-testid": "hit", "data-seq": String(hit.seq) };
    const button = make(
      "button",
      { type: "button", class: "hit", ...hooks },
      top,
      make("span", { class: "hit-text", dir: "auto" }, ...text),
    );
    button.addEventListener("click", () => this.actions.chosen(hit));
    return make("li", {}, button);
  }
}
