// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import dev.hubbub.hub.config.ClusterConfig;
import dev.hubbub.testkit.certificate.CertificateAuthority;
import dev.hubbub.testkit.certificate.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** An authority of a cluster, with the files that its nodes have. */
final class TestCertificateAuthority {
    private final CertificateAuthority authority = new CertificateAuthority("authority");
    private final Path directory;

    TestCertificateAuthority(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        Pem.write(directory.resolve("authority.pem"), authority.certificate());
    }

    /** The files of a node with a certificate of this authority. */
    ClusterConfig.Tls sign(String node) throws IOException {
        CertificateAuthority.Issued issued = authority.issue(node);
        return new ClusterConfig.Tls(
                Pem.write(directory.resolve(node + ".pem"), issued.certificate())
                        .toString(),
                Pem.write(directory.resolve(node + ".key"), issued.key()).toString(),
                directory.resolve("authority.pem").toString());
    }
}
