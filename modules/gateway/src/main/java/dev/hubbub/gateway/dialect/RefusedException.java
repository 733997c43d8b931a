// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.dialect;

import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.HubException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the gateway itself refuses, told to the client even where it waits for no answer. */
public final class RefusedException extends HubException {
    private static final long serialVersionUID = 1L;

    private final @Nullable Fault fault;
    private final @Nullable CloseCode close;

    /** A fault of the client. One that is not logged in is closed. */
    public RefusedException(Fault fault) {
        super(fault.code(), fault.text());
        this.fault = fault;
        this.close = fault == Fault.NOT_LOGGED_IN ? CloseCode.UNAUTHORIZED : null;
    }

    /** @param close how the session ends after the client was told; null: it goes on */
    public RefusedException(HubException cause, @Nullable CloseCode close) {
        super(cause);
        this.fault = null;
        this.close = close;
    }

    /** What is wrong, where it is one of the gateway's own words. */
    public Optional<Fault> fault() {
        return Optional.ofNullable(fault);
    }

    /** How the session ends after the client was told. */
    public Optional<CloseCode> close() {
        return Optional.ofNullable(close);
    }
}
