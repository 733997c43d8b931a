// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.certificate;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;

/**
 * Signs certificates (RFC 5280) with a new key on the curve P-256. The JDK reads certificates, and makes them in its keytool
 * only: a process of a second for each.
 */
public final class CertificateAuthority {
    private static final Duration LIFE = Duration.ofDays(30);
    private static final int SERIAL_BITS = 64;
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.objectId("2a8648ce3d040302"));
    private static final byte[] COMMON_NAME = Der.objectId("550403");

    /** May sign others. */
    private static final byte[] AUTHORITY =
            Der.sequence(Der.objectId("551d13"), Der.yes(), Der.octets(Der.sequence(Der.yes())));

    /** For {@code localhost} and {@code 127.0.0.1}. */
    private static final byte[] LOOPBACK = Der.sequence(
            Der.objectId("551d11"),
            Der.octets(Der.sequence(
                    Der.of(0x82, "localhost".getBytes(StandardCharsets.US_ASCII)),
                    Der.of(0x87, new byte[] {127, 0, 0, 1}))));

    private final String name;
    private final KeyPair pair = newPair();
    private final X509Certificate certificate;

    /** A certificate, and the key that is in it. */
    public record Issued(X509Certificate certificate, PrivateKey key) {}

    /** An authority that vouches for itself. */
    public CertificateAuthority(String name) {
        this(name, AUTHORITY);
    }

    private CertificateAuthority(String name, byte[] extension) {
        this.name = name;
        this.certificate = sign(name, pair, extension);
    }

    /** A certificate for {@code localhost} and {@code 127.0.0.1} that its own key has signed. */
    public static Issued selfSigned() {
        CertificateAuthority self = new CertificateAuthority("localhost", LOOPBACK);
        return new Issued(self.certificate, self.pair.getPrivate());
    }

    /** What others have to trust. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** A certificate of this authority with a new key. */
    public Issued issue(String subject) {
        KeyPair theirs = newPair();
        return new Issued(sign(subject, theirs, LOOPBACK), theirs.getPrivate());
    }

    private static KeyPair newPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    private X509Certificate sign(String subject, KeyPair theirs, byte[] extension) {
        Instant now = Instant.now();
        byte[] content = Der.sequence(
                Der.of(0xa0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE)),
                ECDSA_WITH_SHA256,
                name(name),
                Der.sequence(Der.time(now.minusSeconds(60)), Der.time(now.plus(LIFE))),
                name(subject),
                theirs.getPublic().getEncoded(),
                Der.of(0xa3, Der.sequence(extension)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            byte[] whole = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate for " + subject + " cannot be made", e);
        }
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(COMMON_NAME, Der.text(commonName))));
    }
}
