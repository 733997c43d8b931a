// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit;

import dev.hubbub.testkit.certificate.CertificateAuthority;
import dev.hubbub.testkit.certificate.Pem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;

/**
 * A new key pair and its self-signed certificate for {@code 127.0.0.1} and {@code localhost}.
 *
 * @param certificate a PEM file
 * @param key a PEM file, PKCS 8
 */
public record SelfSigned(Path certificate, Path key) {
    /** Writes {@code cert.pem} and {@code key.pem} into this directory, and replaces existing files. */
    public static SelfSigned write(Path directory) {
        CertificateAuthority.Issued made = CertificateAuthority.selfSigned();
        try {
            return new SelfSigned(
                    Pem.write(directory.resolve("cert.pem"), made.certificate()),
                    Pem.write(directory.resolve("key.pem"), made.key()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The key of the file. */
    public PrivateKey privateKey() {
        try {
            String text = Files.readString(key, StandardCharsets.US_ASCII).replaceAll("-----[A-Z ]+-----", "");
            PKCS8EncodedKeySpec encoded =
                    new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(text));
            return KeyFactory.getInstance("EC").generatePrivate(encoded);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(key + " is no key", e);
        }
    }

    /** The certificate of the file. */
    public X509Certificate x509() {
        try (InputStream stream = Files.newInputStream(certificate)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(certificate + " is no certificate", e);
        }
    }
}
