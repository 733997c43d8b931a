// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.deployment;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** The resolver names the process at the other end if the test started it. */
@ExtendWith(VertxExtension.class)
@EnabledOnOs(OS.LINUX)
final class LinuxPeerResolverTest {
    @Test
    void startedProcessesAreResolvedByName(Vertx vertx) throws Exception {
        assertThat(LinuxPeerResolver.isSupported()).isTrue();
        LinuxPeerResolver peers = new LinuxPeerResolver(vertx);
        try (ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(10_000);
            int port = listener.getLocalPort();
            ProcessBuilder peer =
                    new ProcessBuilder("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + port + "; read -r end");
            peer.environment().put(LinuxPeerResolver.NAME, "node-7");
            Process started = peer.start();
            try (Socket named = listener.accept();
                    Socket own = new Socket(InetAddress.getLoopbackAddress(), port);
                    Socket unnamed = listener.accept()) {
                assertThat(peers.resolve(named.getPort(), port).await(10, SECONDS))
                        .isEqualTo("node-7");
                assertThat(unnamed.getPort()).isEqualTo(own.getLocalPort());
                assertThatThrownBy(() -> peers.resolve(unnamed.getPort(), port).await(10, SECONDS))
                        .isInstanceOf(IOException.class);
            } finally {
                started.destroyForcibly();
            }
        }
    }
}
