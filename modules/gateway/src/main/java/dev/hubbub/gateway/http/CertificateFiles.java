// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import dev.hubbub.gateway.config.GatewayConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate and the key of the listener, read from PEM files and found to belong together. Reading blocks. */
public final class CertificateFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateFiles.class);
    private static final Map<String, String> SIGNATURES = Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
    private static final byte[] PROBE = {1, 2, 3};

    private final Vertx vertx;
    private final Setting certificate;
    private final Setting key;

    /** A file, and the name of the setting that names it. */
    private record Setting(String name, String file) {}

    /** @param files that are set */
    public CertificateFiles(Vertx vertx, GatewayConfig.Tls files) {
        this(vertx, "http.tls", files.certificate(), files.key());
    }

    /** @param section the settings that name these files, for example {@code http.tls} */
    public CertificateFiles(Vertx vertx, String section, @Nullable String certificateFile, @Nullable String keyFile) {
        this.vertx = vertx;
        this.certificate = new Setting(section + ".certificate", Objects.requireNonNull(certificateFile, section));
        this.key = new Setting(section + ".key", Objects.requireNonNull(keyFile, section));
    }

    /**
     * Both, as they are now.
     *
     * @throws IllegalArgumentException naming the setting at fault
     */
    public PemKeyCertOptions read() {
        byte[] certificateBytes = bytes(certificate);
        byte[] keyBytes = bytes(key);
        PemKeyCertOptions pem = new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(certificateBytes))
                .setKeyValue(Buffer.buffer(keyBytes));
        PublicKey shown = certificate(certificateBytes).getPublicKey();
        if (!belong(shown, privateKey(pem, shown.getAlgorithm()))) {
            throw fault(key, "the key of the certificate in " + certificate.name(), null);
        }
        return pem;
    }

    private static byte[] bytes(Setting setting) {
        try {
            return Files.readAllBytes(Path.of(setting.file()));
        } catch (IOException | InvalidPathException e) {
            throw fault(setting, "a readable PEM file", e);
        }
    }

    private static IllegalArgumentException fault(Setting setting, String expected, @Nullable Exception cause) {
        LOG.debug("{} cannot be used", setting.name(), cause);
        return new IllegalArgumentException(setting.name() + ": " + setting.file() + " (expected: " + expected + ")");
    }

    private X509Certificate certificate(byte[] pem) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
        } catch (CertificateException e) {
            throw fault(certificate, "a certificate as PEM", e);
        }
    }

    /** Vert.x is asked, so that what passes here is what it can use. */
    private PrivateKey privateKey(PemKeyCertOptions pem, String algorithm) {
        try {
            return Stream.of(pem.getKeyManagerFactory(vertx).getKeyManagers())
                    .filter(X509KeyManager.class::isInstance)
                    .map(X509KeyManager.class::cast)
                    .flatMap(manager -> aliases(manager, algorithm).map(manager::getPrivateKey))
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no key of " + algorithm));
        } catch (Exception e) { // whatever it throws at what is no key
            throw fault(key, "a private key, RSA or EC, as PEM without a password", e);
        }
    }

    private static Stream<String> aliases(X509KeyManager manager, String algorithm) {
        String[] aliases = manager.getServerAliases(algorithm, null);
        return aliases == null ? Stream.empty() : Arrays.stream(aliases);
    }

    private static boolean belong(PublicKey shown, PrivateKey kept) {
        String algorithm = SIGNATURES.get(shown.getAlgorithm());
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(kept);
            signing.update(PROBE);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(shown);
            verifying.update(PROBE);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
