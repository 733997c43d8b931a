// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.persistence.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import org.jspecify.annotations.Nullable;

/**
 * The keys {@code persistence.tls.*}.
 *
 * @param authority a PEM file: the authority that signed the certificates of the MongoDB servers; absent: the virtual
 *     machine knows it
 */
public record MongoTls(@Nullable String authority) {
    static final MongoTls NONE = new MongoTls(null);

    public MongoTls {
        if (authority != null && !holdsCertificates(authority)) {
            throw new IllegalArgumentException(
                    "persistence.tls.authority: " + authority + " (expected: a readable PEM file with certificates)");
        }
    }

    private static boolean holdsCertificates(String file) {
        try (InputStream pem = Files.newInputStream(Path.of(file))) {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(pem)
                    .isEmpty();
        } catch (IOException | CertificateException | InvalidPathException e) {
            return false;
        }
    }

    /** Whether there is an authority of our own. */
    @JsonIgnore
    public boolean isSet() {
        return authority != null;
    }
}
