// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.bench.server;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a server of ours shows its clients; without these options it has no TLS. */
public final class TlsFiles {
    @Option(names = "--certificate", description = "A PEM file.")
    private @Nullable String certificate;

    @Option(names = "--key", description = "A PEM file.")
    private @Nullable String key;

    /** The scheme of the URL. */
    public String scheme() {
        return certificate == null ? "http" : "https";
    }

    /** For a listener. */
    HttpServerOptions listener() {
        HttpServerOptions options = new HttpServerOptions();
        return certificate == null || key == null
                ? options
                : options.setSsl(true)
                        .setKeyCertOptions(
                                new PemKeyCertOptions().addCertPath(certificate).addKeyPath(key));
    }

    /** As the hub's configuration has it. */
    JsonObject config() {
        return new JsonObject().put("certificate", certificate).put("key", key);
    }
}
