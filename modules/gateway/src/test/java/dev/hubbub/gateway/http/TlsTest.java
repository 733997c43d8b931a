// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import static dev.hubbub.gateway.GatewayFixture.TOKENS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hubbub.contract.entries.MessageEntry;
import dev.hubbub.contract.messages.Messages;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.gateway.GatewayFixture;
import dev.hubbub.gateway.config.GatewayConfig.Tls;
import dev.hubbub.testkit.BridgeClient;
import dev.hubbub.testkit.ClientOptions;
import dev.hubbub.testkit.Feed;
import dev.hubbub.testkit.SelfSigned;
import dev.hubbub.testkit.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
final class TlsTest {
    private static final RoomId TEA = new RoomId("tea");

    @TempDir
    private static Path shared;

    private static SelfSigned pair;

    @TempDir
    private Path dir;

    @BeforeAll
    static void pair() {
        pair = SelfSigned.write(shared);
    }

    private static Tls files(SelfSigned pair) {
        return new Tls(pair.certificate().toString(), pair.key().toString());
    }

    /** Large frames too: shared bytes are written above TLS. */
    @ParameterizedTest
    @EnumSource(Transport.class)
    void framesArriveWhole(Transport transport, Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, files(pair));
        ClientOptions options = ClientOptions.of(transport, gateway.url).trusting(pair.certificate());
        assertThat(gateway.url).startsWith("https://");
        Feed[] feeds = new Feed[3];
        BridgeClient ann = gateway.login(options, "ann");
        for (int i = 0; i < feeds.length; i++) {
            feeds[i] = gateway.login(options, "reader" + i).subscribe(TEA);
        }
        String text = "Grüße 👋 ".repeat(2_000);
        for (int i = 1; i <= 20; i++) {
            ann.call(Messages.SEND, new Messages.Send(TEA, new ClientId("c" + i), text + i));
        }
        for (Feed feed : feeds) {
            assertThat(MessageEntry.text(feed.awaitSeq(20))).isEqualTo(text + 20);
            assertThat(feed.entries()).hasSize(20).allMatch(entry -> MessageEntry.text(entry)
                    .startsWith(text));
        }
    }

    @Test
    void certificateThatIsNotTrustedIsNotTaken(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, files(pair));
        Path other = SelfSigned.write(dir).certificate();
        assertThatThrownBy(() -> BridgeClient.connect(
                        vertx, ClientOptions.raw(gateway.url).trusting(other)))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void plainTextIsNotSpoken(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, files(pair));
        String plain = gateway.url.replace("https", "http");
        assertThatThrownBy(() -> BridgeClient.connect(vertx, ClientOptions.raw(plain)))
                .isNotNull();
    }

    @Test
    void pagesInsistOnTls(Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, files(pair));
        HttpClientOptions options = new HttpClientOptions()
                .setSsl(true)
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(pair.certificate().toString()));
        HttpClientAgent client = vertx.createHttpClient(options);
        HttpClientResponse response = client.request(
                        HttpMethod.GET, URI.create(gateway.url).getPort(), "127.0.0.1", "/health/live")
                .compose(request -> request.send())
                .await(5, SECONDS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.getHeader("Strict-Transport-Security")).startsWith("max-age=");
        client.close().await(5, SECONDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1", "TLSv1.1"})
    void oldProtocolsAreNotSpoken(String protocol, Vertx vertx) throws Exception {
        GatewayFixture gateway = new GatewayFixture(vertx, files(pair));
        NetClientOptions old = new NetClientOptions().setSsl(true).setTrustAll(true);
        old.setHostnameVerificationAlgorithm("").setEnabledSecureTransportProtocols(Set.of(protocol));
        assertThatThrownBy(() -> vertx.createNetClient(old)
                        .connect(URI.create(gateway.url).getPort(), "127.0.0.1")
                        .await(5, SECONDS))
                .isNotNull();
    }

    @Test
    void renewedCertificateIsShownAndSocketsStay(Vertx vertx) throws Exception {
        SelfSigned first = SelfSigned.write(dir);
        GatewayFixture gateway = new GatewayFixture(vertx, files(first));
        ClientOptions options = ClientOptions.raw(gateway.url).trusting(first.certificate());
        BridgeClient before = gateway.login(options, "ann");
        Path copy = Files.copy(first.certificate(), dir.resolve("old.pem"));
        Files.writeString(first.certificate(), "half a certif");
        SelfSigned.write(dir);
        await().atMost(10, SECONDS).ignoreExceptions().until(() -> {
            gateway.login(options, "bob").close();
            return true;
        });
        assertThatThrownBy(() -> BridgeClient.connect(
                        vertx, ClientOptions.raw(gateway.url).trusting(copy)))
                .isNotNull();
        assertThat(before.call("echo", new JsonObject())).isEqualTo(new JsonObject());
        assertThat(before.login(TOKENS.user("ann").sign()).user().value()).isEqualTo("ann");
    }

    @Test
    void filesThatDoNotFitAreRefusedByName(Vertx vertx) throws Exception {
        SelfSigned other = SelfSigned.write(dir);
        String certificate = pair.certificate().toString();
        String key = pair.key().toString();
        assertThatThrownBy(() -> new CertificateFiles(vertx, new Tls("/no/such", key)).read())
                .hasMessage("http.tls.certificate: /no/such (expected: a readable PEM file)");
        assertThatThrownBy(() -> new CertificateFiles(vertx, new Tls(certificate, "/no/such")).read())
                .hasMessage("http.tls.key: /no/such (expected: a readable PEM file)");
        assertThatThrownBy(() -> new CertificateFiles(vertx, new Tls(key, key)).read())
                .hasMessageStartingWith("http.tls.certificate: ")
                .hasMessageContaining("(expected: a certificate as PEM)");
        assertThatThrownBy(() -> new CertificateFiles(vertx, new Tls(certificate, certificate)).read())
                .hasMessageStartingWith("http.tls.key: ")
                .hasMessageContaining("a private key");
        assertThatThrownBy(() -> new CertificateFiles(
                                vertx, new Tls(certificate, other.key().toString()))
                        .read())
                .hasMessageContaining("(expected: the key of the certificate in http.tls.certificate)");
        assertThatThrownBy(() -> new Tls(certificate, null))
                .hasMessage("http.tls: only certificate (expected: certificate and key, or neither)");
    }
}
