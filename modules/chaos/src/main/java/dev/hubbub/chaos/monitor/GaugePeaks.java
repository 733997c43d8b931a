// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.monitor;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The highest values of some gauges during a run, each of one node, scraped once a second. */
public final class GaugePeaks implements AutoCloseable {
    /** Gauges that grow when clients, other nodes or the store are slow. */
    private static final Pattern REPORTED = Pattern.compile("hub_(gateway_(sockets|requests_in_flight|pending_bytes"
            + "|polling_bytes|reorder_entries|replays|page_reads|bus_calls)"
            + "|persistence_(queued_requests|queued_bytes|store_calls)"
            + "|presence_(unpublished_changes|unsaved_last_seen))");

    private final Map<String, Double> highest = new TreeMap<>();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "peaks");
        thread.setDaemon(true);
        return thread;
    });

    private GaugePeaks() {}

    /** Scrapes until it is closed. */
    public static GaugePeaks of(List<URI> adminUrls) {
        GaugePeaks peaks = new GaugePeaks();
        var unused =
                peaks.scheduler.scheduleWithFixedDelay(() -> adminUrls.forEach(peaks::scrape), 0, 1, TimeUnit.SECONDS);
        return peaks;
    }

    private void scrape(URI node) {
        try {
            record(GaugeSnapshot.scrape(List.of(node)));
        } catch (IllegalStateException away) {
            // the node is killed, suspended or starting
        }
    }

    synchronized void record(GaugeSnapshot gauges) {
        gauges.values().forEach((name, value) -> {
            if (REPORTED.matcher(name).matches()) {
                highest.merge(name, value, Math::max);
            }
        });
    }

    public synchronized Map<String, Double> highest() {
        return new TreeMap<>(highest);
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
