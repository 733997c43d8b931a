// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

/**
 * How fast nodes that offer the same service notice each other, in milliseconds.
 *
 * @param tick between two looks at who is silent; a node announces itself at every second one
 * @param settle for the others to announce themselves at the start
 * @param ping for an answer. A ping that was sent before the cluster knew the loss gets none: the next one follows soon
 */
record ShardPace(long tick, long settle, long ping) {
    static final ShardPace STANDARD = new ShardPace(250, 400, 500);

    /** No other node can offer the service. */
    static final ShardPace ALONE = new ShardPace(0, 0, 0);

    boolean isAlone() {
        return tick == 0;
    }
}
