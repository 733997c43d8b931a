// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.cluster;

/** Counts nodes that were lost without an announcement, less those that came since. */
final class LostNodes {
    private int lost;
    private int left; // nodes that announced that they leave, and were not replaced yet

    int count() {
        return lost;
    }

    void lost(int nodes) {
        lost += nodes;
    }

    void left() {
        left++;
    }

    /**
     * A new node may replace a node that left, or a lost one. It counts first for a node that left: to count a lost
     * node for too long costs little, to forget it too early costs much.
     */
    void came() {
        if (left > 0) {
            left--;
        } else {
            lost = Math.max(0, lost - 1);
        }
    }
}
