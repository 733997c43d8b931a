// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.error.HubException;
import dev.hubbub.gateway.config.AuthConfig.Accepted;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenTimesTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:30:00.500Z");
    private static final long SECOND = NOW.getEpochSecond();
    private static final int YEAR = 31_622_400;

    private final TokenTimes times = times(new Accepted(null, null, null, null));

    private static TokenTimes times(Accepted accepted) {
        return new TokenTimes(accepted, InstantSource.fixed(NOW));
    }

    private static JsonObject hour() {
        return new JsonObject().put("iat", SECOND).put("exp", SECOND + 3_600);
    }

    private static void refused(TokenTimes times, JsonObject claims, String words) {
        assertThatThrownBy(() -> times.read(claims))
                .as(claims.encode())
                .isInstanceOfSatisfying(HubException.class, e -> assertThat(e.is(ErrorCode.UNAUTHORIZED))
                        .isTrue())
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iat", "nbf"})
    void clockOfTheIssuerMayBeAheadByTheLeeway(String claim) {
        for (int ahead : new int[] {-3_600, 0, 1, 30}) {
            assertThat(times.read(hour().put(claim, SECOND + ahead)).expiresAt())
                    .isEqualTo(Instant.ofEpochSecond(SECOND + 3_600));
        }
        refused(times, hour().put(claim, SECOND + 31), "token is not yet valid");
        refused(times, hour().put(claim, SECOND + 30.75), "token is not yet valid");
        TokenTimes strict = times(new Accepted(null, null, 0, null));
        strict.read(hour().put(claim, SECOND + 0.5));
        refused(strict, hour().put(claim, SECOND + 1), "token is not yet valid");
        times(new Accepted(null, null, 300, null)).read(hour().put(claim, SECOND + 300));
    }

    @Test
    void tokenOfAClockAheadWasIssuedNoLaterThanNowSoThatALogoutEndsIt() {
        assertThat(times.read(hour().put("iat", SECOND + 20)).issuedAt()).isEqualTo(NOW);
        assertThat(times.read(hour().put("iat", SECOND - 5.25)).issuedAt())
                .isEqualTo(Instant.ofEpochSecond(SECOND).minusMillis(5_250));
        JsonObject ageless = hour();
        ageless.remove("iat");
        assertThat(times.read(ageless).issuedAt()).isNull();
    }

    @Test
    void expiryHasNoLeewayAndWordsOfItsOwn() {
        refused(times, hour().put("exp", SECOND), "token has expired");
        refused(times, hour().put("exp", SECOND + 0.5), "token has expired");
        refused(times, hour().put("exp", -1e300), "token has expired");
        refused(times, hour().put("exp", 0), "token has expired");
        assertThat(times.read(hour().put("exp", SECOND + 0.75)).expiresAt()).isEqualTo(NOW.plusMillis(250));
        JsonObject endless = hour();
        endless.remove("exp");
        refused(times, endless, "token has no expiry");
    }

    @Test
    void lifeOfATokenEnds() {
        times.read(hour().put("exp", SECOND + YEAR));
        refused(
                times,
                hour().put("exp", SECOND + YEAR + 1),
                "token is valid for 31622401 s (expected: at most 31622400 s");
        refused(times, hour().put("exp", SECOND + 10L * YEAR), "(expected: at most 31622400 s");
        refused(times, hour().put("iat", SECOND - YEAR), "(expected: at most 31622400 s");
        JsonObject ageless = new JsonObject().put("exp", SECOND + 2L * YEAR);
        refused(times, ageless, "(expected: at most 31622400 s");
        TokenTimes brief = times(new Accepted(null, null, null, 3_600));
        brief.read(hour());
        refused(brief, hour().put("iat", SECOND - 1), "token is valid for 3601 s (expected: at most 3600 s");
    }

    @ParameterizedTest
    @CsvSource({"exp", "nbf", "iat"})
    void numbersThatAreNoSecondsAreRefused(String claim) {
        for (Object millis : new Object[] {NOW.toEpochMilli(), 100_000_000_000L, 1e300, Long.MAX_VALUE}) {
            refused(times, hour().put(claim, millis), "token has an " + claim + " in milliseconds (expected: seconds)");
        }
        String words = "token has an " + claim + " that is no number of seconds";
        for (Object odd :
                new Object[] {Double.POSITIVE_INFINITY, "1", true, new JsonArray().add(1), new JsonObject()}) {
            refused(times, hour().put(claim, odd), words);
        }
        String text = "{\"exp\":%d,\"%s\":1e400}".formatted(SECOND + 60, "x" + claim);
        JsonObject infinite = TokenJson.object("payload", text.getBytes(StandardCharsets.UTF_8));
        refused(times, hour().put(claim, infinite.getValue("x" + claim)), words);
    }

    @Test
    void settingsHaveBounds() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Accepted(null, null, 301, null))
                .withMessage("auth.leewaySeconds: 301 (expected: 0 to 300)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Accepted(null, null, null, 59))
                .withMessage("auth.maxLifeSeconds: 59 (expected: 60 to 315360000)");
    }
}
