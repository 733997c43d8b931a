// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PageAddressesTest {
    private static final String ORIGINS = "http.frameAncestors";
    private static final String LOGIN = "auth.loginUrl";

    @ParameterizedTest
    @ValueSource(
            strings = {"https://app.example", "http://localhost:3000", "https://127.0.0.1:8443", "https://[2001:db8::1]"
            })
    void originsAsBrowsersWriteThemAreTaken(String origin) {
        assertThat(PageAddresses.origins(ORIGINS, List.of(origin))).containsExactly(origin);
    }

    @Test
    void lettersAreMadeSmall() {
        assertThat(PageAddresses.origins(ORIGINS, List.of("HTTPS://App.Example")))
                .containsExactly("https://app.example");
        assertThat(PageAddresses.origins(ORIGINS, null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "https://*.app.example",
                "app.example",
                "https://app.example/",
                "https://app.example/chat",
                "https://app.example:443",
                "http://app.example:80",
                "https://app.example:65536",
                "https://app.example; script-src *",
                "https://app.example https://evil.example",
                "'self'",
                "null",
                "file://",
                "https://ann@app.example",
                "https://app..example",
                "javascript://app.example",
                ""
            })
    void whatNoBrowserSendsIsRefused(String origin) {
        assertThatThrownBy(() -> PageAddresses.origins(ORIGINS, List.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(ORIGINS + ": ")
                .hasMessageContaining("such as https://app.example");
    }

    @Test
    void theHeaderStaysShort() {
        assertThatThrownBy(() -> PageAddresses.origins(ORIGINS, Collections.nCopies(51, "https://app.example")))
                .hasMessage(ORIGINS + ": 51 (expected: at most 50)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example/login?next={page}",
                "http://localhost:3000/login",
                "/login?next={page}#top",
                "https://app.example"
            })
    void loginPagesAreTaken(String address) {
        PageAddresses.checkLogin(LOGIN, address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//evil.example/login",
                "login",
                "https://ann@app.example/login",
                "https://app.example/{other}",
                "https:///login",
                "https://app example/",
                ""
            })
    void otherAddressesAreRefused(String address) {
        assertThatThrownBy(() -> PageAddresses.checkLogin(LOGIN, address))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(LOGIN + ": " + address)
                .hasMessageContaining("/login?next={page}");
    }
}
