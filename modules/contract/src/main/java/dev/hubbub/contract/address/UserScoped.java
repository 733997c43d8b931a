// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.address;

import dev.hubbub.contract.value.UserId;

/** A request about one user. */
public interface UserScoped extends Sharded {
    /** The user it is about. */
    UserId user();

    @Override
    default int shard() {
        return Shard.of(user().value());
    }
}
