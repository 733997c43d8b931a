// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.gateway.config.GatewayConfig.Http;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The entries of {@code http.origins}. */
final class OriginTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://*.shop.example",
                "https://*",
                "*.shop.example",
                "shop.example",
                "shop.example:443",
                "//shop.example",
                "https:shop.example",
                "https://shop.example/app",
                "https://shop.example//",
                "https://shop.example?a",
                "https://shop.example#a",
                "https://u@shop.example",
                "https://shop.example:443",
                "http://shop.example:80",
                "https://shop.example:0",
                "https://shop.example:08443",
                "https://shop.example:65536",
                "https://shop.example:",
                "https://",
                "https:// shop.example",
                "https://shop.example https://b.example",
                "https://a.example,https://b.example",
                "https://m\u00fcller.example",
                "http://127.1",
                "http://[0:0:0:0:0:0:0:1]",
                "http://[::1",
                "http://::1",
                "none"
            })
    void entriesThatNoBrowserSendsAreRefusedAtTheStart(String entry) {
        assertThatThrownBy(() -> http(entry))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("http.origins: " + entry + " (expected: scheme://host");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "file://",
                "https://shop.example",
                "https://shop.example/",
                "HTTPS://Shop.Example",
                "https://shop.example:8443",
                "http://shop.example:443",
                "http://localhost:3000",
                "http://127.0.0.1:3000",
                "http://[::1]:3000",
                "https://xn--mller-kva.example",
                "capacitor://localhost",
                "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
            })
    void entriesThatBrowsersSendAreTaken(String entry) {
        assertThat(http(entry).origins()).containsExactly(entry);
    }

    private static Http http(String origin) {
        return new Http(null, 0, List.of(origin), 1, null, null, null, null, null);
    }
}
