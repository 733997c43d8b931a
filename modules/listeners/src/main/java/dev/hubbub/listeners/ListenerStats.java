// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

/**
 * Where a listener was a moment ago on this node.
 *
 * @param behind rooms that have entries which it has not heard, as far as is known
 * @param pending entries that wait for an answer
 * @param lagSeconds how old the oldest entry is that was sent and is not answered; 0: there is none
 * @param paused whether nothing is sent, since it does not answer
 */
record ListenerStats(int behind, int pending, double lagSeconds, boolean paused) {
    static final ListenerStats NONE = new ListenerStats(0, 0, 0, false);
}
