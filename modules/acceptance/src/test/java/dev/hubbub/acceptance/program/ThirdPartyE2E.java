// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.acceptance.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.testkit.process.HubProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the jar says of the libraries in it. */
final class ThirdPartyE2E {
    private static final String OWN = "dev.hubbub";
    private static final Pattern LICENSE = Pattern.compile("\\(([^()]*)\\)");

    private record Library(String group, String name, String version) {
        static Library of(JsonObject component) {
            return new Library(
                    component.getString("group"), component.getString("name"), component.getString("version"));
        }

        String coordinates() {
            return group + ":" + name + ":" + version;
        }
    }

    private static String read(String entry) throws IOException {
        try (JarFile jar = new JarFile(HubProcess.jar().toFile())) {
            assertThat(jar.getEntry(entry)).as(entry).isNotNull();
            try (InputStream content = jar.getInputStream(jar.getEntry(entry))) {
                return new String(content.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static JsonObject bill() throws IOException {
        return new JsonObject(read("META-INF/sbom/hubbub.cdx.json"));
    }

    private static List<Library> libraries() throws IOException {
        JsonArray components = bill().getJsonArray("components");
        return components.stream()
                .map(JsonObject.class::cast)
                .map(Library::of)
                .filter(library -> !library.group().equals(OWN))
                .toList();
    }

    @Test
    void billOfMaterialsNamesEachLibraryWithItsAddressAndItsHash() throws Exception {
        assertThat(bill().getString("bomFormat")).isEqualTo("CycloneDX");
        assertThat(bill().getJsonObject("metadata").getJsonObject("component").getString("name"))
                .isEqualTo("hubbub-hub");
        assertThat(libraries()).hasSizeGreaterThan(40);
        for (Object each : bill().getJsonArray("components")) {
            JsonObject component = (JsonObject) each;
            assertThat(component.getString("purl")).startsWith("pkg:maven/");
            assertThat(component.getJsonArray("hashes"))
                    .as(component.getString("purl"))
                    .isNotEmpty();
        }
    }

    /** Only what a hub uses is in it: see the README of the hub. */
    @Test
    void jarIsNoLargerThan45Megabytes() throws Exception {
        assertThat(Files.size(HubProcess.jar())).isLessThanOrEqualTo(45_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "io.netty, netty-codec-http, 4.2.19",
        "com.fasterxml.jackson.core, jackson-databind, 2.18.12",
        "ch.qos.logback, logback-core, 1.5.38",
        "io.projectreactor, reactor-core, 3.7.19",
        "io.vertx, vertx-core, 5.0.12",
        "io.micrometer, micrometer-core, 1.15.12",
    })
    void librariesAreNotOlderThanTheirSecurityFixes(String group, String name, String least) throws Exception {
        assertThat(libraries())
                .filteredOn(library ->
                        library.group().equals(group) && library.name().equals(name))
                .singleElement()
                .satisfies(library -> assertThat(Arrays.compare(numbers(library.version()), numbers(least)))
                        .as(library.version())
                        .isNotNegative());
    }

    private static int[] numbers(String version) {
        return Pattern.compile("\\d+")
                .matcher(version)
                .results()
                .map(MatchResult::group)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    @Test
    void eachLibraryIsNamedWithALicenceWhoseTextIsInTheJar() throws Exception {
        List<String> lines = read("META-INF/THIRD-PARTY.txt").lines().toList();
        for (Library library : libraries()) {
            assertThat(lines)
                    .filteredOn(line -> line.contains("(" + library.coordinates() + " - "))
                    .as(library.coordinates())
                    .singleElement()
                    .satisfies(line -> assertThat(licenses(line)).as(line).anyMatch(ThirdPartyE2E::hasText));
        }
    }

    private static Stream<String> licenses(String line) {
        return LICENSE.matcher(line).results().map(found -> found.group(1)).filter(text -> !text.contains(":"));
    }

    private static boolean hasText(String license) {
        String file = license.equals("Apache-2.0") ? "LICENSE" : license + ".txt";
        try (JarFile jar = new JarFile(HubProcess.jar().toFile())) {
            return jar.getEntry("META-INF/licenses/" + file) != null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ownLicenceAndTheNoticesOfLibrariesAreInTheJar() throws Exception {
        assertThat(read("META-INF/licenses/LICENSE")).contains("Apache License");
        assertThat(read("META-INF/NOTICE")).contains("Apache Commons Collections");
    }
}
