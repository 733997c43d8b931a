// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.hubbub.hub.config.ClusterConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a start says of ports by which other processes control the hub. */
final class PlainTextWarningTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(ClusteredVertx.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @TempDir
    private Path dir;

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
    }

    @Test
    void insecureClusterIsSaidAtEachStart() {
        warn("203.0.113.1", null, true);
        warn("203.0.113.1", null, true);
        assertThat(lines.list)
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line.getFormattedMessage())
                                .startsWith(
                                        "cluster.insecure: true: cluster traffic is neither encrypted nor authenticated, and a process"
                                                + " that reaches its ports controls the hub: keep 203.0.113.1 in a network of its own"));
    }

    @Test
    void certificatesDoNotProtectTheMembership() throws Exception {
        String file = Files.createFile(dir.resolve("node.pem")).toString();
        warn("203.0.113.1", new ClusterConfig.Tls(file, file, file), false);
        assertThat(lines.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                .startsWith("membership of the cluster is neither encrypted nor authenticated"));
    }

    @Test
    void onLoopbackThereIsNothingToSay() {
        warn("127.0.0.1", null, false);
        assertThat(lines.list).isEmpty();
    }

    private static void warn(String host, ClusterConfig.Tls tls, boolean insecure) {
        List<String> members = List.of("127.0.0.1:5701");
        ClusteredVertx.warnOfPlainText(
                new ClusterConfig(true, "ours", host, null, members, null, null, null, null, tls, insecure, null));
    }
}
