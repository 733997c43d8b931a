// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables that a platform sets for its services, with names of ours. */
class ServiceLinksTest {
    @ParameterizedTest
    @CsvSource({
        "HUB_HTTP_PORT, tcp://10.96.0.12:8080",
        "HUB_HTTP_PORT, udp://10.96.0.12:8080",
        "HUB_HTTP_PORT, tcp://[fd00::12]:8080",
        "HUB_ADMIN_PORT, tcp://10.96.0.12:8081",
        "HUB_CLUSTER_PORT, sctp://10.96.0.12:5701",
        "HUB_CLUSTER_BUS_PORT, tcp://10.96.0.12:5702",
        "PORT, tcp://172.17.0.2:8080",
    })
    void addressOfAServiceInAVariableOfOursIsIgnoredWithAWarning(String variable, String value) {
        LoadedConfig loaded = load(Map.of(variable, value));
        assertThat(loaded.config()).isEqualTo(HubConfig.DEFAULTS);
        assertThat(loaded.warnings())
                .singleElement()
                .asString()
                .startsWith("ignored, the address of a service: " + variable + " (expected: a whole number; ");
    }

    @Test
    void variablesOfAServiceLeaveTheOthersInForce() {
        LoadedConfig loaded = load(Map.of(
                "PORT", "2000",
                "HUB_HTTP_PORT", "tcp://10.96.0.12:8080",
                "HUB_HTTP_SERVICE_HOST", "10.96.0.12",
                "HUB_HTTP_PORT_8080_TCP_ADDR", "10.96.0.12",
                "HUB_ADMIN_PORT", "9090"));
        assertThat(loaded.config().http().port()).isEqualTo(2000);
        assertThat(loaded.config().admin().port()).isEqualTo(9090);
        assertThat(loaded.warnings()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"HUB_HTTP_PORT, http://10.96.0.12", "HUB_HTTP_PORT, tcp://", "HUB_HTTP_HOST, tcp://10.96.0.12:8080"})
    void otherTextsAreNotTakenForServices(String variable, String value) {
        Map<String, String> environment = Map.of(variable, value);
        if (variable.equals("HUB_HTTP_HOST")) {
            assertThat(load(environment).config().http().host()).isEqualTo(value);
        } else {
            assertThatThrownBy(() -> load(environment))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("http.port: \"" + value + "\" in HUB_HTTP_PORT");
        }
    }

    private static LoadedConfig load(Map<String, String> environment) {
        return ConfigLoader.load(new ConfigSources(null, environment, Map.of(), null));
    }
}
