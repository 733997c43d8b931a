// SPDX-License-Identifier: Apache-2.0

const END = 60;
const START = 120;

/** Keeps the reader's place: at the end it follows, elsewhere what is being read does not move. */
export class ScrollKeeper {
  private following = true;
  private top = 0;

  constructor(
    private readonly view: HTMLElement,
    private readonly content: HTMLElement,
  ) {
    view.addEventListener("scroll", () => this.look(), { passive: true });
    if (typeof ResizeObserver === "function") {
      const observer = new ResizeObserver(() => this.following && this.toEnd());
      observer.observe(view);
      observer.observe(content);
    }
  }

  get isAtEnd(): boolean {
    return this.following;
  }

  get isNearStart(): boolean {
    return this.view.scrollTop < START;
  }

  /** Changes the content and puts back what was at the top of the view, or follows the end. */
  keep(change: () => void): void {
    const anchor = this.following ? undefined : this.topmost();
    const before = anchor?.offsetTop ?? 0;
    change();
    if (!anchor) {
      this.toEnd();
    } else if (anchor.isConnected) {
      this.view.scrollTop += anchor.offsetTop - before;
    }
    this.look();
  }

  /** The reader goes to another place: the end is not followed until it is reached again. */
  release(): void {
    this.following = false;
  }

  toEnd(): void {
    this.following = true;
    this.view.scrollTop = this.view.scrollHeight;
    this.top = this.view.scrollTop;
  }

  /** Only who moves up stops following: a view that shrinks, or grows below, is no wish to stay behind. */
  private look(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.view;
    const nearEnd = scrollHeight - scrollTop - clientHeight < END;
    this.following = nearEnd || (this.following && scrollTop >= this.top);
    this.top = scrollTop;
  }

  /** Halving search: the lines are in order, and there may be a thousand. */
  private topmost(): HTMLElement | undefined {
    const lines = this.content.children;
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const line = lines[middle];
      if (line instanceof HTMLElement && line.offsetTop + line.offsetHeight <= this.view.scrollTop) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    const found = lines[low];
    return found instanceof HTMLElement ? found : undefined;
  }
}
