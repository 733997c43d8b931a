// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.fanout.process;

/** A process that has registered an address. */
public interface ProcessMember {
    /** Whether it answers requests. */
    boolean serves();

    /** Whether it hears what is published. */
    boolean hears();

    /** Takes a message. Returns false, and does nothing, when there is no room for it. */
    boolean offer(ProcessMessage message);
}
