// SPDX-License-Identifier: Apache-2.0

const SOON = 16;

/** Runs an action once for many wishes. A timer and not a frame: a page in the background gets no frames. */
export function soon(action: () => void): () => void {
  let waiting = false;
  return () => {
    if (!waiting) {
      waiting = true;
      setTimeout(() => {
        waiting = false;
        action();
      }, SOON);
    }
  };
}
