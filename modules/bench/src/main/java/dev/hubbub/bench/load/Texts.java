// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.load;

import java.util.UUID;

/** Texts of one length, and client ids that no other run uses. */
public final class Texts {
    private final int length;
    private final String prefix = UUID.randomUUID().toString().substring(0, 8);

    public Texts(int length) {
        this.length = length;
    }

    /** The text of the message with this number. */
    public String text(long number) {
        return MessageIndex.textWith(number, length);
    }

    /** The client id of the message with this number. */
    public String clientId(long number) {
        return prefix + "-" + number;
    }
}
