// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;

/** What an entry must hold before it can be stored. */
final class Draft {

    /** @throws HubException BAD_REQUEST, naming the field that is missing */
    static void check(Entry entry) {
        switch (entry.event()) {
            case MESSAGE -> {
                present("clientId", entry.clientId());
                present("text", entry.text());
            }
            case CREATED -> {
                present("founding", entry.founding());
                present("founding.name", entry.founding().name());
                present("founding.visibility", entry.founding().visibility());
            }
            case JOINED, LEFT, REMOVED -> present("user", entry.user());
        }
    }

    /** About how many characters it has: what anybody may make long, a text or a list of members. */
    static int length(Entry entry) {
        int text = entry.text() == null ? 0 : entry.text().length();
        int members = entry.founding() == null
                ? 0
                : entry.founding().members().stream()
                        .mapToInt(user -> user.value().length())
                        .sum();
        return text + members;
    }

    private static void present(String field, Object value) {
        if (value == null) {
            throw new HubException(ErrorCode.BAD_REQUEST, "entry." + field + ": missing");
        }
    }

    private Draft() {}
}
