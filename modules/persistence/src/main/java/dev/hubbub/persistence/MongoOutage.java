// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence;

import com.mongodb.MongoException;
import dev.hubbub.contract.ErrorCode;
import dev.hubbub.contract.HubException;
import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the driver fails with into UNAVAILABLE, and tells the operator once when it begins and once when it ends. */
final class MongoOutage {
    private static final Logger LOG = LoggerFactory.getLogger(MongoOutage.class);

    private final AtomicBoolean lasting = new AtomicBoolean();

    <T> Future<T> guard(Future<T> call) {
        return call.onSuccess(reached -> ended()).recover(cause -> Future.failedFuture(refused(cause)));
    }

    private void ended() {
        if (lasting.compareAndSet(true, false)) {
            LOG.info("the store answers again");
        }
    }

    private Throwable refused(Throwable cause) {
        if (!(cause instanceof MongoException)) {
            return cause;
        }
        if (lasting.compareAndSet(false, true)) {
            LOG.warn("the store fails", cause);
        } else {
            LOG.debug("the store fails", cause);
        }
        return new HubException(ErrorCode.UNAVAILABLE, "the store does not answer");
    }
}
