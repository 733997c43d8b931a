// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.gateway.config.IpRange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ClientIpResolverTest {
    private final ClientIpResolver resolver = new ClientIpResolver(Stream.of("10.0.0.0/8", "127.0.0.1", "fd00::/8")
            .map(IpRange::parse)
            .flatMap(Optional::stream)
            .toList());

    private String of(String peer, String... forwardedFor) {
        return resolver.resolve(peer, List.of(forwardedFor)).getHostAddress();
    }

    @Test
    void withoutAProxyItIsTheOtherEnd() {
        assertThat(of("203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(of("127.0.0.1")).isEqualTo("127.0.0.1");
    }

    @Test
    void nobodyButAProxyCanSayWhoHeIs() {
        assertThat(of("203.0.113.7", "198.51.100.1")).isEqualTo("203.0.113.7");
        assertThat(of("127.0.0.2", "198.51.100.1")).isEqualTo("127.0.0.2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.1 | 198.51.100.1",
                "' 198.51.100.1 ' | 198.51.100.1",
                "198.51.100.1:4711 | 198.51.100.1",
                "203.0.113.9, 198.51.100.1 | 198.51.100.1",
                "203.0.113.9, 198.51.100.1, 10.1.2.3 | 198.51.100.1",
                "203.0.113.9, 198.51.100.1, 10.1.2.3, fd00::1 | 198.51.100.1",
                "garbage, 198.51.100.1 | 198.51.100.1",
                "10.0.0.1, 198.51.100.1 | 198.51.100.1",
                "::ffff:198.51.100.1 | 198.51.100.1",
                "10.9.9.9, 10.1.2.3 | 10.9.9.9",
            })
    void proxySaysWhomItSaw(String forwardedFor, String client) {
        assertThat(of("127.0.0.1", forwardedFor)).isEqualTo(client);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(of("127.0.0.1", "203.0.113.9", "198.51.100.1, 10.0.0.1")).isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "198.51.100.1,",
                "unknown",
                "localhost",
                "example.org",
                "198.51.100",
                "198.51.100.1:",
                "198.51.100.256",
                "1",
                "0x7f000001",
                "[::1",
                "198.51.100.1, unknown, 10.0.0.1",
                "198.51.100.1;x=1",
            })
    void malformedHeaderCountsForTheProxy(String forwardedFor) {
        assertThat(of("127.0.0.1", forwardedFor)).isEqualTo("127.0.0.1");
    }

    @Test
    void ipv6IsCountedByItsNetwork() {
        assertThat(of("2001:db8:1:2:3:4:5:6")).isEqualTo(of("2001:db8:1:2:ffff::1"));
        assertThat(of("2001:db8:1:2::1")).isEqualTo("2001:db8:1:2:0:0:0:0").isNotEqualTo(of("2001:db8:1:3::1"));
        assertThat(of("fd00::1", "[2001:db8:1:2:3::4]:443")).isEqualTo("2001:db8:1:2:0:0:0:0");
        assertThat(of("fd00::1", "2001:db8:1:2:3::4")).isEqualTo("2001:db8:1:2:0:0:0:0");
        assertThat(of("::ffff:203.0.113.7")).isEqualTo("203.0.113.7");
    }

    @Test
    void longHeaderIsReadOnlyAsFarAsNeeded() {
        assertThat(of("127.0.0.1", "x,".repeat(4_000) + "198.51.100.1")).isEqualTo("198.51.100.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/8/8",
                "::/129",
                "localhost",
                "10.0.0.0/+8",
                "10.0.0",
                "10.0.0.0/0008"
            })
    void whatIsNoRangeIsRefused(String text) {
        assertThat(IpRange.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.0.0.1", "10.0.0.1/32", "10.255.0.0/8", "10.0.0.0/31"})
    void rangesOfIpv4(String text) {
        IpRange range = IpRange.parse(text).orElseThrow();
        assertThat(range.contains(IpRange.address("10.0.0.1").orElseThrow())).isTrue();
        assertThat(range.contains(IpRange.address("::1").orElseThrow())).isFalse();
    }
}
