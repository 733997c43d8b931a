// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.writer;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.contract.entries.Entry;

/** Checks that an entry has all fields that its kind needs. */
final class EntryValidator {

    /** @throws HubException BAD_REQUEST, naming the field that is missing */
    static void validate(Entry entry) {
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

    private static void present(String field, Object value) {
        if (value == null) {
            throw new HubException(ErrorCode.BAD_REQUEST, "entry." + field + ": missing");
        }
    }

    private EntryValidator() {}
}
