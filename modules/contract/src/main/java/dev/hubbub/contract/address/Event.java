// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

import java.util.Objects;

/**
 * Something that happened, published once to all subscribers. An event may be lost: a subscriber that needs all of them
 * compares with the store.
 *
 * @param <E> the body
 */
public record Event<E extends Record>(String address, Class<E> type) {
    public Event {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(type, "type");
    }
}
