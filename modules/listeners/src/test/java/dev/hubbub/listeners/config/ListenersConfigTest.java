// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.listeners.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hubbub.contract.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListenersConfigTest {
    private static ListenersConfig read(String json) {
        return Json.read(new JsonObject(json.replace('\'', '"')), ListenersConfig.class);
    }

    @Test
    void listenerHearsAllKindsFromNowOnUnlessItSaysOtherwise() {
        ListenersConfig config =
                read("{'named':[{'name':'archive'},{'name':'a-1','events':['message'],'from':'start'}]}");
        ListenersConfig.Named archive = config.named().get(0);
        assertThat(archive.address()).isEqualTo("evt.message.stored.archive");
        assertThat(archive.hears("joined")).isTrue();
        assertThat(archive.from()).isEqualTo(ListenersConfig.From.NOW);
        ListenersConfig.Named other = config.named().get(1);
        assertThat(other.hears("message")).isTrue();
        assertThat(other.hears("joined")).isFalse();
        assertThat(other.from()).isEqualTo(ListenersConfig.From.START);
        assertThat(read("{}").named()).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'named':[{}]}|listeners.named[0].name: missing",
                "{'named':[{'name':'a.b'}]}|listeners.named[0].name: \"a.b\" (expected: 1 to 64 letters",
                "{'named':[{'name':'a'},{'name':'a'}]}|listeners.named[1].name: a (expected: each name once)",
                "{'named':[{'name':'a','events':['a b']}]}|listeners.named[0].events: \"a b\" (expected: ",
                "{'named':[null]}|listeners.named[0]: missing",
                "{'maxPending':0}|listeners.maxPending: 0 (expected: 1 to 1000)"
            })
    void whatCannotBeIsRefusedByItsName(String json, String message) {
        assertThatThrownBy(() -> read(json)).hasMessageContaining(message);
    }
}
