// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.moderation.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts are read as browsers read them. */
class HostTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "evil.example evil.example",
                "EVIL.Example:8443/a evil.example",
                "good.example@evil.example evil.example",
                "good.example:443@evil.example/good.example evil.example",
                "good.example\\@evil.example good.example",
                "good.example#@evil.example good.example",
                "good.example?@evil.example good.example",
                "evil.example. evil.example",
                "ｅｖｉｌ．ｅｘａｍｐｌｅ evil.example",
                "evil。example evil.example",
                "%65vil.ex%61mple evil.example",
                "ev\u00adil.example evil.example",
                "bücher.example xn--bcher-kva.example",
                "xn--bcher-kva.example xn--bcher-kva.example",
                "пример.рф xn--e1afmkfd.xn--p1ai"
            })
    void hostIsTheOneThatABrowserFinds(String authority, String name) {
        assertThat(Host.of(authority).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "2130706433",
                "0x7f000001",
                "0x7f.1",
                "0177.0.0.1",
                "[::1]",
                "[::ffff:7f00:1]:80",
                "١٢٧.0.0.1"
            })
    void addressIsTold(String authority) {
        assertThat(Host.of(authority).isAddress()).isTrue();
        assertThat(Host.of(authority + "/evil.example").isAddress()).isTrue();
    }

    @Test
    void whatCanBeNoHostHasNoName() {
        assertThat(Host.of("").name()).isEmpty();
        assertThat(Host.of("a".repeat(64) + ".example").name()).isEmpty();
        assertThat(Host.of("a.".repeat(200) + "example").name()).isEmpty();
        assertThat(Host.of("é".repeat(60_000)).name()).isEmpty();
    }

    @Test
    void userInfoIsTold() {
        assertThat(Host.of("good.example@evil.example").hasUserInfo()).isTrue();
        assertThat(Host.of("evil.example/@good").hasUserInfo()).isFalse();
    }

    @Test
    void listHasHostsAndAllBelowThem() {
        HostList list = new HostList(List.of("shop.example", "bücher.example"));
        assertThat(list.contains(Host.of("shop.example"))).isTrue();
        assertThat(list.contains(Host.of("a.b.shop.example"))).isTrue();
        assertThat(list.contains(Host.of("xn--bcher-kva.example"))).isTrue();
        assertThat(list.contains(Host.of("myshop.example"))).isFalse();
        assertThat(list.contains(Host.of("shop.example.evil.example"))).isFalse();
        assertThat(list.contains(Host.of("shоp.example"))).as("a Cyrillic o").isFalse();
        assertThat(list.containsLike(Host.of("shоp.example"))).isTrue();
    }
}
