// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hubbub.contract.address.Event;
import dev.hubbub.contract.address.Rpc;
import dev.hubbub.contract.entries.Entry;
import dev.hubbub.contract.entries.EntryKinds;
import dev.hubbub.contract.error.CloseCode;
import dev.hubbub.contract.error.ErrorCode;
import dev.hubbub.contract.json.Defaulted;
import dev.hubbub.contract.json.Json;
import dev.hubbub.contract.rooms.Right;
import dev.hubbub.contract.rooms.Role;
import dev.hubbub.contract.rooms.RoomLink;
import dev.hubbub.contract.session.Feeds;
import dev.hubbub.contract.signals.Signals;
import dev.hubbub.contract.value.ClientId;
import dev.hubbub.contract.value.RoomId;
import dev.hubbub.contract.value.UserId;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The page that client authors read says what the code does. */
final class ProtocolPageTest {
    private static final Pattern WORD = Pattern.compile("`([A-Za-z]+)\\??`");
    private static final Pattern OPTIONAL = Pattern.compile("`([A-Za-z]+)\\?`");
    private static final Map<Type, String> TYPES = Map.ofEntries(
            Map.entry(long.class, "number"),
            Map.entry(int.class, "number"),
            Map.entry(Long.class, "number"),
            Map.entry(Integer.class, "number"),
            Map.entry(Boolean.class, "boolean"),
            Map.entry(boolean.class, "boolean"),
            Map.entry(Instant.class, "time"),
            Map.entry(String.class, "text"),
            Map.entry(Right.class, "text"),
            Map.entry(Role.class, "text"),
            Map.entry(ClientId.class, "client id"),
            Map.entry(Entry.class, "entry"),
            Map.entry(Object.class, "any"),
            Map.entry(RoomId.class, "room"),
            Map.entry(UserId.class, "user"));
    private final List<List<String>> rows;

    ProtocolPageTest() throws Exception {
        rows = Files.readString(Path.of("PROTOCOL.md"))
                .lines()
                .filter(line -> line.startsWith("|"))
                .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                        .map(String::strip)
                        .toList())
                .toList();
    }

    @Test
    void everyAddressStandsOnThePageWithItsFields() {
        Map<String, Set<String>> page = new TreeMap<>();
        rows.stream()
                .filter(row -> row.size() == 3 && row.get(0).matches("`(api|svc)\\..*"))
                .forEach(row -> {
                    page.put(name(row.get(0)) + " in", matches(WORD, row.get(1)));
                    page.put(name(row.get(0)) + " out", matches(WORD, row.get(2)));
                });
        Map<String, Set<String>> code = new TreeMap<>();
        Stream.concat(Catalogue.API.stream(), Catalogue.INSIDE.stream()).forEach(rpc -> {
            code.put(rpc.address() + " in", components(rpc.request(), all -> true));
            code.put(rpc.address() + " out", components(rpc.reply(), all -> true));
        });
        assertThat(page).isEqualTo(code);
    }

    @Test
    void fieldsThatMayBeLeftOutAreMarked() {
        Map<String, Set<String>> page = new TreeMap<>();
        rows.stream()
                .filter(row -> row.size() == 3 && row.get(0).matches("`(api|svc|evt)\\..*"))
                .forEach(row -> {
                    page.put(name(row.get(0)) + " in", matches(OPTIONAL, row.get(1)));
                    page.put(name(row.get(0)) + " out", matches(OPTIONAL, row.get(2)));
                });
        Map<String, Set<String>> code = new TreeMap<>();
        Stream.concat(Catalogue.API.stream(), Catalogue.INSIDE.stream()).forEach(rpc -> {
            code.put(rpc.address() + " in", components(rpc.request(), ProtocolPageTest::isOptional));
            code.put(rpc.address() + " out", components(rpc.reply(), ProtocolPageTest::isOptional));
        });
        Catalogue.EVENTS.forEach(event -> {
            code.put(event.address() + " in", components(event.type(), ProtocolPageTest::isOptional));
            code.put(event.address() + " out", Set.of());
        });
        assertThat(page).isEqualTo(code);
    }

    @Test
    void fieldsOfClientsHaveTheirTypes() {
        Map<String, String> page = new TreeMap<>();
        rows.stream()
                .filter(row -> row.size() == 3 && row.get(0).startsWith("`api."))
                .forEach(row -> {
                    page.put(name(row.get(0)) + " in", row.get(1).replace("`", ""));
                    page.put(name(row.get(0)) + " out", row.get(2).replace("`", ""));
                });
        Map<String, String> code = new TreeMap<>();
        Catalogue.API.forEach(rpc -> {
            code.put(rpc.address() + " in", typedComponents(rpc.request()));
            code.put(rpc.address() + " out", typedComponents(rpc.reply()));
        });
        assertThat(page).isEqualTo(code);
    }

    private static String typedComponents(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component -> marked(component) + " " + typeOnPage(component.getGenericType()))
                .collect(Collectors.joining(", "));
    }

    private static String marked(RecordComponent component) {
        return Json.name(component) + (isOptional(component) ? "?" : "");
    }

    private static String typeOnPage(Type type) {
        if (type instanceof ParameterizedType object && object.getRawType() == Map.class) {
            return "object";
        }
        if (type instanceof ParameterizedType list) {
            Class<?> element = (Class<?>) list.getActualTypeArguments()[0];
            String known = TYPES.get(element);
            return known != null ? "[" + known + "]" : "[" + fields(element) + "]";
        }
        if (type.equals(RoomLink.class)) {
            return fields(RoomLink.class);
        }
        return type.equals(Signals.Target.class)
                ? fields(Signals.Target.class)
                : TYPES.getOrDefault(type, "text"); // the names of kinds, roles and the like
    }

    private static String fields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(ProtocolPageTest::marked)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Test
    void everyHookStandsOnThePageWithItsFields() {
        Map<String, Set<String>> page = new TreeMap<>();
        Map<String, Set<String>> code = new TreeMap<>();
        rows.stream().filter(row -> row.get(0).startsWith("`hook.")).forEach(row -> {
            page.put(name(row.get(0)) + " in", matches(WORD, row.get(1)));
            page.put(name(row.get(0)) + " out", matches(WORD, row.get(2)));
            page.put(name(row.get(0)) + " in, optional", matches(OPTIONAL, row.get(1)));
            page.put(name(row.get(0)) + " out, optional", matches(OPTIONAL, row.get(2)));
        });
        Catalogue.HOOKS.forEach(rpc -> {
            code.put(rpc.address() + " in", components(rpc.request(), all -> true));
            code.put(rpc.address() + " out", components(rpc.reply(), all -> true));
            code.put(rpc.address() + " in, optional", components(rpc.request(), ProtocolPageTest::isOptional));
            code.put(rpc.address() + " out, optional", components(rpc.reply(), ProtocolPageTest::isOptional));
        });
        assertThat(page).isEqualTo(code);
    }

    @Test
    void shardedAddressesAreMarked() {
        Set<String> marked = rows.stream()
                .filter(row -> row.get(0).startsWith("`svc.") && row.get(0).contains("(sharded"))
                .map(row -> name(row.get(0)))
                .collect(Collectors.toSet());
        assertThat(Catalogue.INSIDE.stream().filter(Rpc::sharded).map(Rpc::address))
                .containsExactlyInAnyOrderElementsOf(marked);
    }

    @Test
    void everyFactStandsOnThePage() {
        assertThat(rows.stream()
                        .map(row -> row.get(0))
                        .filter(cell -> cell.startsWith("`evt."))
                        .map(ProtocolPageTest::name))
                .containsExactlyInAnyOrderElementsOf(
                        Catalogue.EVENTS.stream().map(Event::address).toList());
    }

    @Test
    void everyErrorStandsOnThePage() {
        List<String> page = rows.stream()
                .filter(row -> row.size() == 4 && row.get(0).matches("\\d{3}"))
                .map(row -> row.get(0) + " " + name(row.get(1)) + " " + row.get(2))
                .toList();
        assertThat(page)
                .isEqualTo(Arrays.stream(ErrorCode.values())
                        .map(code -> code.number() + " " + code + " " + (code.retryable() ? "yes" : "no"))
                        .toList());
    }

    @Test
    void everyCloseCodeStandsOnThePage() {
        Map<String, CloseCode.Return> returns = Map.of(
                "at once", CloseCode.Return.AT_ONCE,
                "later", CloseCode.Return.LATER,
                "with a new token", CloseCode.Return.NEW_TOKEN,
                "never", CloseCode.Return.NEVER);
        List<String> page = rows.stream()
                .filter(row -> row.size() == 4 && row.get(0).matches("\\d{4}"))
                .map(row -> row.get(0) + " " + name(row.get(1)) + " " + returns.get(row.get(2)))
                .toList();
        assertThat(page)
                .isEqualTo(Arrays.stream(CloseCode.values())
                        .map(code -> code.number() + " " + code + " " + code.comeBack())
                        .toList());
    }

    @Test
    void everyEventStandsOnThePage() {
        Set<String> page = rows.stream()
                .filter(row -> row.size() == 3
                        && row.get(0).matches("`[a-z]+`")
                        && row.get(1).startsWith("`room`"))
                .map(row -> name(row.get(0)))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> code = new TreeSet<>(EntryKinds.STANDARD.events());
        code.addAll(List.of(
                "position",
                "reset",
                "typing",
                "presence",
                "signal",
                "chat",
                "read",
                "marked",
                "mention",
                "held",
                "review"));
        assertThat(page).isEqualTo(code);
    }

    @Test
    void numbersAreNeverReused() {
        assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::number)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(CloseCode.values()).map(CloseCode::number)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(ErrorCode.values()))
                .allMatch(code -> ErrorCode.of(code.number()).get() == code);
    }

    @Test
    void addressesFollowTheGrammar() {
        Catalogue.API.forEach(rpc -> assertThat(rpc.address()).matches("api\\.[a-z]+\\.[a-z]+"));
        Catalogue.INSIDE.forEach(rpc -> assertThat(rpc.address()).matches("svc\\.[a-z]+\\.[a-z]+"));
        Catalogue.HOOKS.forEach(rpc -> assertThat(rpc.address()).matches("hook\\.[a-z]+\\.[a-z]+"));
        Catalogue.EVENTS.forEach(fact -> assertThat(fact.address()).matches("evt\\.[a-z]+\\.[a-z]+"));
        assertThat(Feeds.of(new RoomId("lobby")).toLowerCase(Locale.ROOT)).isEqualTo("out.room.lobby");
    }

    private static String name(String cell) {
        Matcher matcher = Pattern.compile("`([^`]+)`").matcher(cell);
        return matcher.find() ? matcher.group(1) : cell;
    }

    private static Set<String> matches(Pattern pattern, String cell) {
        Set<String> words = new TreeSet<>();
        Matcher matcher = pattern.matcher(cell);
        while (matcher.find()) {
            words.add(matcher.group(1));
        }
        return words;
    }

    private static boolean isOptional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || component.isAnnotationPresent(Defaulted.class);
    }

    private static Set<String> components(Class<?> type, Predicate<RecordComponent> which) {
        return Arrays.stream(type.getRecordComponents())
                .filter(which)
                .map(Json::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
