// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

/** Users beside the clients of a run, who do nothing but harm. */
public interface CrowdTarget {
    /** They come, and begin. */
    void begin(Fault fault);

    /** They end, and are gone when this returns. */
    void end();
}
