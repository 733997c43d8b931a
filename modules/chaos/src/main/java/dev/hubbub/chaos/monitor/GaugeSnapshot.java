// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.monitor;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gauges from {@code /metrics} in the Prometheus text format, summed over all nodes. */
public record GaugeSnapshot(Map<String, Double> values) {
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) gauge");
    private static final Pattern SAMPLE = Pattern.compile("([A-Za-z_:][\\w:]*)(?:\\{[^}]*})? (\\S+)(?: \\d+)?");
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** One client for all: each keeps connections open, which would count as the hub's. */
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    /** {@code adminUrls} are without the path. */
    public static GaugeSnapshot scrape(List<URI> adminUrls) {
        Map<String, Double> sums = new TreeMap<>();
        for (URI node : adminUrls) {
            HttpRequest request = HttpRequest.newBuilder(node.resolve("/metrics"))
                    .timeout(TIMEOUT)
                    .build();
            try {
                HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() != 200) {
                    throw new IllegalStateException(request.uri() + ": " + response.statusCode() + " (expected: 200)");
                }
                parse(response.body()).values().forEach((name, value) -> sums.merge(name, value, Double::sum));
            } catch (IOException e) {
                throw new IllegalStateException(request.uri() + ": " + e + " (expected: a hub's metrics)", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return new GaugeSnapshot(sums);
    }

    static GaugeSnapshot parse(String text) {
        Set<String> gauges = new HashSet<>();
        Map<String, Double> sums = new TreeMap<>();
        text.lines().forEach(line -> {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                gauges.add(type.group(1));
            } else if (sample.matches() && gauges.contains(sample.group(1))) {
                sums.merge(sample.group(1), Double.valueOf(sample.group(2)), Double::sum);
            }
        });
        return new GaugeSnapshot(sums);
    }
}
