// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.certificate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Certificates and keys as PEM files (RFC 7468). */
public final class Pem {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    /** Writes a certificate; returns the file. */
    public static Path write(Path file, X509Certificate certificate) throws IOException {
        try {
            return write(file, "CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate cannot be written", e);
        }
    }

    /** Writes a key in PKCS 8; returns the file. */
    public static Path write(Path file, PrivateKey key) throws IOException {
        return write(file, "PRIVATE KEY", key.getEncoded());
    }

    private static Path write(Path file, String what, byte[] bytes) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n" + LINES.encodeToString(bytes) + "\n-----END " + what + "-----\n",
                StandardCharsets.US_ASCII);
    }

    private Pem() {}
}
