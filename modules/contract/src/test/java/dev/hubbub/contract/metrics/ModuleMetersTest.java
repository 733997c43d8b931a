// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ModuleMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ModuleMeters meters = new ModuleMeters(registry, "hub.x");

    @Test
    void eachMeterHasTheNameOfItsModuleAndSaysWhatItCounts() {
        List<Integer> things = List.of(1, 2);
        meters.gauge("things", "things here", things, List::size).counter("seen", "things seen", things, List::size);
        meters.counter("lost", "things lost");
        meters.counter("lost.kinds", "things lost", "kind", "old");
        meters.timer("wait", "how long");
        meters.timer("call", "how long", "call", "read");
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .filteredOn(id -> !id.getName().endsWith(".histogram")) // buckets of this registry
                .hasSize(6)
                .allSatisfy(id -> {
                    assertThat(id.getName()).startsWith("hub.x.");
                    assertThat(id.getDescription()).isNotBlank();
                });
        assertThat(registry.get("hub.x.things").gauge().value()).isEqualTo(2);
        assertThat(registry.get("hub.x.lost.kinds").tag("kind", "old").counter().count())
                .isZero();
    }
}
