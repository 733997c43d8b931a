// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.hub.admin;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The meters of one node: those of its verticles ({@code hub_*}) and those of its process. */
public final class NodeMeters implements AutoCloseable {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

    /** The meters of the process, and of this build of the hub. */
    public NodeMeters() {
        garbageCollection.bindTo(registry);
        new JvmInfoMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("hub.build.info", () -> 1)
                .description("1, with the version of the hub and of Java")
                .tag("version", BuildInfo.version())
                .tag("java", Runtime.version().toString())
                .register(registry);
    }

    /** Where the verticles register theirs. */
    public PrometheusMeterRegistry registry() {
        return registry;
    }

    /** Listens to the garbage collectors no more. */
    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }
}
