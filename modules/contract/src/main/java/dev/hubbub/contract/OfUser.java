// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

/** A request about one user. */
public interface OfUser extends Sharded {
    /** The user it is about. */
    UserId user();

    @Override
    default int shard() {
        return Shard.of(user().value());
    }
}
