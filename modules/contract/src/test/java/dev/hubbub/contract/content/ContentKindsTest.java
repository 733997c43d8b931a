// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContentKindsTest {
    private static final String URL = "https://files.example/a.png";

    private static void check(String kind, String text, Map<String, Object> data) {
        ContentKinds.named(kind).check(text, data);
    }

    private static String refused(String kind, String text, Map<String, Object> data) {
        StringBuilder message = new StringBuilder();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(kind, text, data))
                .satisfies(refusal -> message.append(refusal.getMessage()));
        return message.toString();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"text", "code", "system"})
    void kindsThatAreReadNeedAText(String kind) {
        check(kind, "hello", null);
        check(kind, "hello", Map.of("theApp", Map.of("order", 7)));
        assertThat(refused(kind, null, Map.of("x", 1)))
                .isEqualTo("text: missing (expected: with kind " + (kind == null ? "text" : kind) + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "document", "voice"})
    void filesAreNamedByTheirUrl(String kind) {
        check(kind, null, Map.of("url", URL));
        check(kind, "a caption", Map.of("url", URL, "name", "Übersicht.pdf", "type", "application/pdf", "size", 7));
        check(kind, null, Map.of("url", URL, "width", 640, "height", 480, "seconds", 2.5, "theApp", true));
        assertThat(refused(kind, "text", null)).startsWith("data.url");
        assertThat(refused(kind, "text", Map.of("name", "a.png"))).startsWith("data.url");
    }

    @ParameterizedTest
    @CsvSource({
        "name, two\tlines",
        "type, image png",
        "size, -1",
        "width, -1",
        "height, many",
        "seconds, -0.5",
        "seconds, NaN"
    })
    void whatIsSaidOfAFileIsChecked(String field, String value) {
        assertThat(refused("document", null, Map.of("url", URL, field, value))).startsWith("data." + field);
    }

    @Test
    void codeHasALanguage() {
        check("code", "int i;", Map.of("language", "c++"));
        assertThat(refused("code", "int i;", Map.of("language", "a b"))).startsWith("data.language");
    }

    @Test
    void locationIsAPlaceOnEarth() {
        check("location", null, Map.of("lat", -90, "lon", 180, "label", "The pole"));
        assertThat(refused("location", null, Map.of("lat", 90.1, "lon", 0)))
                .isEqualTo("data.lat: 90.1 (expected: -90 to 90 degrees)");
        assertThat(refused("location", null, Map.of("lat", 0, "lon", "NaN"))).startsWith("data.lon");
        assertThat(refused("location", "here", null)).startsWith("data.lat: missing");
        assertThat(refused("location", null, Map.of("lat", 0, "lon", 0, "label", "\u202e")))
                .startsWith("data.label");
    }

    @Test
    void hostAppHasKindsOfItsOwn() {
        check("x.poll-2", null, Map.of("question", "Tea?"));
        check("x.poll", "Tea?", null);
        assertThat(refused("x.poll", null, null)).isEqualTo("data: missing (expected: a text or data)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"song", "", "TEXT", "x.", "x.a b", "message", "x.0123456789012345678901234567890123"})
    void unknownKindsAreRefusedWithThoseThatThereAre(String kind) {
        assertThat(refused(kind, "text", null)).startsWith("kind: not known (expected: code, document, image, ");
    }

    @Test
    void onlySystemMessagesAreOfTheServer() {
        assertThat(ContentKinds.named("system").isOfServer()).isTrue();
        assertThat(ContentKinds.named("x.notice").isOfServer()).isFalse();
        assertThat(ContentKinds.isText(null)).isTrue();
        assertThat(ContentKinds.isText("text")).isTrue();
        assertThat(ContentKinds.isText("code")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://files.example",
                "https://files.example:8443/a?b=c#d",
                "HTTPS://FILES.EXAMPLE/",
                "https://93.184.216.34/a",
                "https://172.32.0.1/a",
                "https://[2606:2800:220:1::1]/a"
            })
    void publicAddressesAreFine(String url) {
        assertThatCode(() -> FileUrl.check("url", url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/a",
                "https://2130706433/a",
                "https://0177.0.0.1/a",
                "https://0.0.0.0/",
                "https://10.1.2.3/a",
                "https://172.16.0.1/a",
                "https://192.168.1.1/admin",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/",
                "https://localhost/a",
                "https://LOCALHOST./a",
                "https://db.localhost/a",
                "https://printer.local/a",
                "https://vault.internal/a",
                "https://[::1]/a",
                "https://[::ffff:10.0.0.1]/a",
                "https://[fd00::1]/a",
                "https://[fe80::1]/a"
            })
    void privateAddressesAreRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileUrl.check("url", url))
                .withMessage("url: a private address (expected: a public host)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.1/a",
                "https://0x7f.1/a",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "data:text/html,x",
                "//files.example/a",
                "a.png",
                "https:a",
                "https://ann:secret@files.example/",
                "https://files example/",
                "https://fi^les.example/"
            })
    void otherUrlsAreRefused(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileUrl.check("url", url))
                .withMessageStartingWith("url: ");
    }
}
