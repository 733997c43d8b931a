// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

/** The contract on what is in memory. */
final class MemoryMessageLogTest extends MessageLogContract {
    private final MemoryMessageLog subject = new MemoryMessageLog();

    @Override
    MessageLog log() {
        return subject;
    }
}
