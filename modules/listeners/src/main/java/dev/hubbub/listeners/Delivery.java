// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners;

import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends some entries of one room, each once the one before it is answered, up to the first that is not. */
final class Delivery {
    private final List<Entry> entries;
    private final Function<Entry, Future<Void>> send;
    private final BooleanSupplier over;
    private long heard;

    /** How the delivery ended. */
    enum Outcome {
        /** All were answered. */
        HEARD,
        /** The listener answered one with a failure. */
        REFUSED,
        /** The listener is not there, or did not answer one in time. */
        UNHEARD,
        /** It was ended. */
        STOPPED
    }

    /** @param cause why the last entry was not heard; null: none failed */
    record Ended(Outcome outcome, @Nullable HubException cause) {}

    /**
     * @param position the seq before the first of them
     * @param send completes when the entry is heard
     * @param over whether no further one is to be sent
     */
    Delivery(long position, List<Entry> entries, Function<Entry, Future<Void>> send, BooleanSupplier over) {
        this.heard = position;
        this.entries = entries;
        this.send = send;
        this.over = over;
    }

    /** The seq of the last entry that was heard; the position, if none was. */
    long heard() {
        return heard;
    }

    /** Never fails. */
    Future<Ended> run() {
        return next(0);
    }

    private Future<Ended> next(int index) {
        if (index == entries.size()) {
            return Future.succeededFuture(new Ended(Outcome.HEARD, null));
        }
        if (over.getAsBoolean()) {
            return Future.succeededFuture(new Ended(Outcome.STOPPED, null));
        }
        Entry entry = entries.get(index);
        return send.apply(entry).transform(answer -> {
            if (answer.failed()) {
                return Future.succeededFuture(failed(answer.cause()));
            }
            heard = entry.seq();
            return next(index + 1);
        });
    }

    private static Ended failed(Throwable cause) {
        HubException told = cause instanceof HubException expected
                ? expected
                : new HubException(ErrorCode.UNAVAILABLE, "no answer in time");
        boolean away = told.is(ErrorCode.UNAVAILABLE) || told.is(ErrorCode.TOO_MANY);
        return new Ended(away ? Outcome.UNHEARD : Outcome.REFUSED, told);
    }
}
