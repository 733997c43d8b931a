// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.users.Users;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a token says is cut to its bounds, and what a request says is refused beyond the same bounds. */
final class ProfileTest {
    private static final UserId ANN = new UserId("ann");
    private static final String HTTPS = "https://x.example/";

    private static String picture(int length) {
        return HTTPS + "p".repeat(length - HTTPS.length());
    }

    @Test
    void longestPartsAreTakenFromBoth() {
        Profile longest = new Profile("n".repeat(100), picture(1_024), "r".repeat(50));
        assertThat(longest.name()).hasSize(100);
        assertThat(longest.picture()).hasSize(1_024);
        assertThat(longest.role()).hasSize(50);
        assertThat(new Users.Update(ANN, longest.name(), longest.picture(), longest.role()).profile())
                .isEqualTo(longest);
    }

    @Test
    void tokenIsCutWhereARequestIsRefused() {
        assertThat(new Profile("n".repeat(101), picture(1_025), "r".repeat(51)))
                .isEqualTo(new Profile("n".repeat(100), null, "r".repeat(50)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Users.Update(ANN, "n".repeat(101), null, null))
                .withMessageStartingWith("name: ")
                .withMessageEndingWith("(expected: 1 to 100 visible characters on one line)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Users.Update(ANN, null, picture(1_025), null))
                .withMessageStartingWith("picture: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Users.Update(ANN, null, null, "r".repeat(51)))
                .withMessageStartingWith("role: ")
                .withMessageEndingWith("(expected: 1 to 50 visible characters on one line)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://x.example/a.png", "javascript:alert(1)", "//x.example/a.png", "HTTPS://x.example"})
    void picturesAreOfHttpsOnly(String picture) {
        assertThat(new Profile(null, picture, null)).isEqualTo(Profile.EMPTY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Users.Update(ANN, null, picture, null))
                .withMessage("picture: not https (expected: an address with https://)");
    }

    @ParameterizedTest
    @CsvSource({"'  Ann  ', Ann", "'A\u202en\u0007n', Ann", "'\u200bAnn', Ann"})
    void charactersOfATokenThatHideOrTurnTextAreLeftOut(String name, String shown) {
        assertThat(new Profile(name, null, null).name()).isEqualTo(shown);
    }

    @Test
    void absentPartsArePartsThatAreShownNoMore() {
        assertThat(new Users.Update(ANN, null, null, null).profile()).isEqualTo(Profile.EMPTY);
    }
}
