// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has a renewed certificate shown. While the files are not a pair, as between two copies, the old one stays. */
public final class CertificateReloader {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateReloader.class);

    private final Supplier<Future<PemKeyCertOptions>> files;
    private final Function<PemKeyCertOptions, Future<?>> show;
    private PemKeyCertOptions shown;
    private boolean looking;
    private boolean complained;

    public CertificateReloader(
            PemKeyCertOptions shown,
            Supplier<Future<PemKeyCertOptions>> files,
            Function<PemKeyCertOptions, Future<?>> show) {
        this.shown = shown;
        this.files = files;
        this.show = show;
    }

    /** Looks at the files; to be called every minute or so. */
    public void check() {
        if (looking) {
            return;
        }
        looking = true;
        files.get().compose(this::renew).onFailure(this::complain).onComplete(either -> looking = false);
    }

    private Future<?> renew(PemKeyCertOptions found) {
        complained = false;
        if (found.equals(shown)) {
            return Future.succeededFuture();
        }
        return show.apply(found).onSuccess(done -> {
            shown = found;
            LOG.info("the certificate was renewed");
        });
    }

    /** Once until it is well again. */
    private void complain(Throwable cause) {
        if (!complained) {
            complained = true;
            LOG.warn("the certificate stays as it is: {}", cause.getMessage());
        }
    }
}
