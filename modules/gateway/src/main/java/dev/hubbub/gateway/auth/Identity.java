// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import dev.hubbub.contract.value.Caller;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token says: who its bearer is, and until when.
 *
 * @param issuedAt null when it does not say
 */
public record Identity(Caller caller, Instant expiresAt, @Nullable Instant issuedAt) {
    /** The same at a socket of this name. */
    public Identity at(@Nullable String socket) {
        return new Identity(caller.at(socket), expiresAt, issuedAt);
    }
}
