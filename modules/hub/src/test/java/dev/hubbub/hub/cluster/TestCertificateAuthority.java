// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import dev.hubbub.hub.config.ClusterConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signs certificates with the keytool of the JDK. */
final class TestCertificateAuthority {
    private static final String PASSWORD = "password";

    private final Path directory;
    private final Path store;

    TestCertificateAuthority(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.store = directory.resolve("authority.p12");
        generate(store, "authority", "-ext", "bc:critical=ca:true");
        keytool(store, "-exportcert", "-alias", "authority", "-rfc", "-file", path("authority.pem"));
    }

    /** The files of a node with a certificate of this authority. */
    ClusterConfig.Tls sign(String node) throws Exception {
        Path nodeStore = directory.resolve(node + ".p12");
        generate(nodeStore, node);
        keytool(nodeStore, "-certreq", "-alias", node, "-file", path(node + ".csr"));
        keytool(
                store,
                "-gencert",
                "-alias",
                "authority",
                "-rfc",
                "-infile",
                path(node + ".csr"),
                "-outfile",
                path(node + ".pem"));
        Files.writeString(directory.resolve(node + ".key"), key(nodeStore, node));
        return new ClusterConfig.Tls(path(node + ".pem"), path(node + ".key"), path("authority.pem"));
    }

    private static String key(Path store, String alias) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
        return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    }

    private static void generate(Path store, String alias, String... more) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                "-genkeypair", "-alias", alias, "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + alias));
        words.addAll(List.of(more));
        keytool(store, words.toArray(String[]::new));
    }

    private static void keytool(Path store, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC"));
        command.addAll(List.of(words));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(command + " failed");
        }
    }

    private String path(String file) {
        return directory.resolve(file).toString();
    }
}
