// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.testkit.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.testkit.SelfSigned;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CertificateAuthorityTest {
    private final CertificateAuthority authority = new CertificateAuthority("authority");

    private static void assertPair(PublicKey key, PrivateKey secret) throws Exception {
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(secret);
        byte[] signed = signature.sign();
        signature.initVerify(key);
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void selfSignedCertificateIsForLoopback() throws Exception {
        CertificateAuthority.Issued made = CertificateAuthority.selfSigned();
        X509Certificate certificate = made.certificate();
        certificate.checkValidity();
        certificate.verify(certificate.getPublicKey());
        assertPair(certificate.getPublicKey(), made.key());
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
        assertThat(certificate.getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
        assertThat(certificate.getNotAfter().toInstant())
                .isBetween(
                        Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
    }

    @Test
    void certificateOfAnAuthorityIsTrustedByItAlone() throws Exception {
        CertificateAuthority.Issued node = authority.issue("node");
        assertPair(node.certificate().getPublicKey(), node.key());
        assertThat(node.certificate().getIssuerX500Principal())
                .isEqualTo(authority.certificate().getSubjectX500Principal());
        assertThat(authority.certificate().getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(node.certificate().getBasicConstraints()).isEqualTo(-1);
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(node.certificate()));
        PKIXParameters trust = new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
        trust.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(path, trust);
        PublicKey other = new CertificateAuthority("authority").certificate().getPublicKey();
        assertThatThrownBy(() -> node.certificate().verify(other)).isInstanceOf(SignatureException.class);
    }

    @Test
    void filesHoldWhatWasMade(@TempDir Path dir) throws Exception {
        SelfSigned pair = SelfSigned.write(dir);
        assertPair(pair.x509().getPublicKey(), pair.privateKey());
        assertThat(SelfSigned.write(dir).x509()).isNotEqualTo(authority.certificate());
    }
}
