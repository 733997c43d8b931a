// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hubbub.contract.value.UserId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ServerKeyTest {
    private static final String SECRET = "0123456789abcdef0123456789ABCDEF";
    private static final List<String> ALL = List.of("*");

    @Test
    void scopesAreRequestsAndAreasOfRequests() {
        ServerKey key = new ServerKey("shop", SECRET, List.of("rooms.*", "messages.send"));
        assertThat(key.user()).isEqualTo(new UserId("server.shop"));
        assertThat(key.mayCall("api.rooms.create")).isTrue();
        assertThat(key.mayCall("api.messages.send")).isTrue();
        assertThat(key.mayCall("api.messages.history")).isFalse();
        assertThat(key.mayCall("api.users.disable")).isFalse();
        assertThat(new ServerKey("shop", SECRET, ALL).mayCall("api.users.disable"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "room.*", "rooms", "rooms.destroy", "*.*", "api.rooms.create", "rooms.cre*", ".*"})
    void scopeThatCoversNoRequestIsRefused(String scope) {
        refused("shop: scope " + scope + " (expected: ", () -> new ServerKey("shop", SECRET, List.of(scope)));
    }

    @Test
    void listenerIsServedAndNeitherHeardNorPublishedTo() {
        String archive = "evt.message.stored.archive";
        ServerKey key =
                new ServerKey("bot", SECRET, List.of("serve:evt.message.stored.*", "hear:evt.*", "publish:evt.*"));
        assertThat(key.mayServe(archive)).isTrue();
        assertThat(key.mayServe("evt.persistence.stored")).isFalse();
        assertThat(key.mayHear(archive)).isFalse();
        assertThat(key.mayPublish(archive)).isFalse();
        assertThat(key.mayHear("evt.persistence.stored")).isTrue();
        for (String scope :
                List.of("hear:" + archive, "publish:" + archive, "call:" + archive, "serve:evt.message.*")) {
            refused("bot: scope " + scope, () -> new ServerKey("bot", SECRET, List.of(scope)));
        }
    }

    @Test
    void scopesOfProcessesNameWhatTheyDoWithWhichAddresses() {
        ServerKey key = new ServerKey(
                "bot",
                SECRET,
                List.of(
                        "call:api.messages.*",
                        "call:svc.presence.lookup",
                        "hear:evt.*",
                        "publish:evt.presence.changed",
                        "serve:hook.message.before",
                        "serve:shop.search"));
        assertThat(key.mayCall("api.messages.send")).isTrue();
        assertThat(key.mayCall("api.rooms.create")).isFalse();
        assertThat(key.mayCall("svc.presence.lookup")).isTrue();
        assertThat(key.mayCall("svc.presence.lookup.7")).isFalse();
        assertThat(key.mayServe("svc.presence.lookup")).isFalse();
        assertThat(key.mayHear("evt.persistence.stored")).isTrue();
        assertThat(key.mayHear("hook.message.before")).isFalse();
        assertThat(key.mayPublish("evt.presence.changed")).isTrue();
        assertThat(key.mayPublish("evt.persistence.stored")).isFalse();
        assertThat(key.mayServe("hook.message.before")).isTrue();
        assertThat(key.mayServe("shop.search")).isTrue();
        assertThat(key.mayCall("shop.search")).isFalse();
    }

    @Test
    void starIsForRequestsOfClientsAlone() {
        ServerKey key = new ServerKey("shop", SECRET, ALL);
        assertThat(key.mayCall("svc.persistence.append")).isFalse();
        assertThat(key.mayServe("api.rooms.create")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call:*",
                "call:",
                ":api.*",
                "serve:evt.a.b",
                "hear:svc.a.b",
                "publish:hook.a.b",
                "call:evt.a.b",
                "call:out.user",
                "serve:out.*",
                "serve:reply.1",
                "serve:local:1",
                "serve:__vertx.x",
                "call:api.rooms.destroy",
                "call:a..b",
                "call:a b",
                "call:svc.*.x",
                "Call:svc.a.b",
                "listen:svc.a.b"
            })
    void scopeOfAProcessThatMakesNoSenseIsRefused(String scope) {
        refused("shop: scope " + scope + " (expected: ", () -> new ServerKey("shop", SECRET, List.of(scope)));
    }

    @Test
    void withoutScopesItIsRefused() {
        refused("shop: no scopes", () -> new ServerKey("shop", SECRET, null));
        refused("shop: no scopes", () -> new ServerKey("shop", SECRET, List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "-a", "a b", "ä"})
    void nameThatNoIdCanHoldIsRefused(String name) {
        refused(": name is " + name, () -> new ServerKey(name, SECRET, ALL));
    }

    @Test
    void keyIsLongEnoughAndFitsIntoAHeader() {
        refused("shop: a key of 31 bytes (expected: 32", () -> new ServerKey("shop", SECRET.substring(1), ALL));
        refused("shop: a key of 0 bytes", () -> new ServerKey("shop", null, ALL));
        refused("shop: a key of 1025 bytes", () -> new ServerKey("shop", "k".repeat(1_025), ALL));
        for (String bad : List.of(".", " ", "\n", "ä")) {
            refused("shop: a key that a header cannot hold", () -> new ServerKey("shop", SECRET + bad, ALL));
        }
    }

    @Test
    void eachKeyHasANameAndASecretOfItsOwn() {
        ServerKey shop = new ServerKey("shop", SECRET, ALL);
        ServerKey same = new ServerKey("desk", SECRET, ALL);
        ServerKey named = new ServerKey("shop", SECRET + "1", ALL);
        refused("desk: the secret of another", () -> ServerKey.distinct(List.of(shop, same), null));
        refused("shop: twice", () -> ServerKey.distinct(List.of(shop, named), null));
        refused("shop: the secret of another", () -> ServerKey.distinct(List.of(shop), SECRET));
    }

    @Test
    void textHasNoSecret() {
        assertThat(new ServerKey("shop", SECRET, ALL).toString())
                .contains("shop")
                .doesNotContain(SECRET);
    }

    private static void refused(String message, Runnable start) {
        assertThatIllegalArgumentException()
                .isThrownBy(start::run)
                .withMessageStartingWith("auth.serverKeys")
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET.substring(1)));
    }
}
