// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos;

import dev.hubbub.chaos.client.Crowd;
import dev.hubbub.chaos.client.Manners;
import dev.hubbub.chaos.client.Person;
import dev.hubbub.chaos.deploy.Deployment;
import dev.hubbub.chaos.record.Reading;
import dev.hubbub.chaos.record.Recording;
import dev.hubbub.contract.value.RoomId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** All clients of a run, on as many event loops as there are processors. */
final class Audience {
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private final Vertx vertx;
    private final Deployment deployment;
    private final Load load;
    private final Manners manners;
    private final List<Crowd> crowds = new ArrayList<>();
    private final List<String> deployed = new ArrayList<>();

    Audience(Vertx vertx, Deployment deployment, Load load, Manners manners) {
        this.vertx = vertx;
        this.load = load;
        this.manners = manners;
        this.deployment = deployment;
    }

    /** Connects everybody; whoever comes is counted by {@link #live()}. {@code run} is the first part of all names. */
    void gather(String run, List<RoomId> rooms) {
        List<List<Person>> parts = new ArrayList<>();
        for (int loop = 0; loop < LOOPS; loop++) {
            parts.add(new ArrayList<>());
        }
        for (int number = 0; number < load.everybody(); number++) {
            String name = run + "-" + number;
            RoomId room = rooms.get(number % rooms.size());
            parts.get(number % LOOPS).add(new Person(name, deployment.token(name), room, habit(number)));
        }
        for (List<Person> people : parts) {
            double share = people.stream()
                            .filter(person -> person.habit() == Person.Habit.SPEAKS)
                            .count()
                    / (double) load.senders();
            Crowd crowd = new Crowd(
                    new Crowd.Plan(people, deployment.addresses(), manners, load.bytes(), load.rate() * share));
            crowds.add(crowd);
            deployed.add(vertx.deployVerticle(crowd).await());
        }
    }

    private Person.Habit habit(int number) {
        if (number < load.senders()) {
            return Person.Habit.SPEAKS;
        }
        if (number < load.senders() + load.readers()) {
            return Person.Habit.READS;
        }
        return number < load.listening() ? Person.Habit.WANDERS : Person.Habit.IS_DEAF;
    }

    /** How many are live, with nothing missing; the deaf count for a moment only. */
    int live() {
        return crowds.stream().mapToInt(Crowd::live).sum();
    }

    void speak() {
        each(Crowd::speak).await();
    }

    void hush() {
        each(Crowd::hush).await();
    }

    Future<?> drop() {
        return each(Crowd::drop);
    }

    long notOffered() {
        return crowds.stream().mapToLong(Crowd::notOffered).sum();
    }

    /** How many messages wait for their ack. */
    long unanswered() {
        return recordings().stream()
                .flatMap(recording -> recording.sends().stream())
                .mapToLong(log -> (long) log.size() - log.answered())
                .sum();
    }

    /** Whether every reader has what its room has. */
    boolean hasAll(Map<RoomId, Long> heads) {
        ToLongFunction<Reading> head = reading -> heads.getOrDefault(reading.room(), 0L);
        return recordings().stream()
                .flatMap(recording -> recording.readings().stream())
                .allMatch(reading -> !reading.isFollowing() || reading.last() >= head.applyAsLong(reading));
    }

    /** Everybody goes; what they recorded may be read then. */
    void dismiss() {
        each(Crowd::leave).await();
        Pause.until(() -> live() <= 0, Duration.ofSeconds(3));
        deployed.forEach(id -> vertx.undeploy(id).await());
        deployed.clear();
    }

    List<Recording> recordings() {
        return crowds.stream().map(Crowd::recording).toList();
    }

    private Future<?> each(Function<Crowd, Future<?>> action) {
        return Future.all(crowds.stream().map(action).toList());
    }
}
