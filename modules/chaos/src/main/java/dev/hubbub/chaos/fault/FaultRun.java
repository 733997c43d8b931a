// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Carries a schedule out, one fault of a target at a time. What it broke is mended when it ends. */
public final class FaultRun implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;
    private static final Duration RETRY = Duration.ofMillis(100);

    private final Targets targets;
    private final Consumer<String> log;
    private final ScheduledExecutorService hands = Executors.newScheduledThreadPool(8);
    private final Set<Planned> begun = ConcurrentHashMap.newKeySet();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Thread atExit = new Thread(this::close);
    private final List<CompletableFuture<Spell>> spells = new ArrayList<>();

    /** When a fault was really there. */
    public record Spell(Planned planned, long startNanos, long endNanos) {}

    public FaultRun(Targets targets, Consumer<String> log) {
        this.targets = targets;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /** Begins now, and does not wait. */
    public void start(Schedule schedule) {
        schedule.faults().forEach(targets::require);
        schedule.faults().forEach(this::plan);
    }

    private void plan(Planned planned) {
        CompletableFuture<Spell> mended = new CompletableFuture<>();
        spells.add(mended);
        after(planned.at(), mended, () -> begin(planned, mended));
    }

    private void begin(Planned planned, CompletableFuture<Spell> mended) {
        if (!busy.add(planned.target())) { // still on its way back from the fault before
            after(RETRY, mended, () -> begin(planned, mended));
            return;
        }
        log.accept(planned + "  begins");
        long start = System.nanoTime();
        begun.add(planned);
        each(planned, true);
        after(planned.length(), mended, () -> {
            each(planned, false);
            begun.remove(planned);
            busy.remove(planned.target());
            log.accept(planned + "  is mended");
            mended.complete(new Spell(planned, start, System.nanoTime()));
        });
    }

    private void after(Duration time, CompletableFuture<Spell> mended, Runnable step) {
        Runnable guarded = () -> {
            try {
                step.run();
            } catch (RuntimeException | AssertionError e) { // the testkit's waits end with an AssertionError
                mended.completeExceptionally(e);
            }
        };
        Future<?> unused = hands.schedule(guarded, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until everything is mended. */
    public List<Spell> await() throws InterruptedException, TimeoutException {
        List<Spell> done = new ArrayList<>();
        for (CompletableFuture<Spell> spell : spells) {
            try {
                done.add(spell.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                throw new IllegalStateException("a fault could not be done or mended: " + e.getCause(), e.getCause());
            }
        }
        return done;
    }

    private void each(Planned planned, boolean begin) {
        switch (planned.fault().whom()) {
            case PROCESS ->
                meant(targets.processes(), planned).forEach(victim -> strike(planned.fault(), victim, begin));
            case LINK ->
                meant(targets.links(), planned).forEach(link -> {
                    link.change(begin ? planned.fault().weather() : Weather.FINE)
                            .await();
                });
            case CLIENTS -> {
                if (begin) {
                    targets.clients().get().await();
                }
            }
        }
    }

    private static <T> List<T> meant(Map<String, T> named, Planned planned) {
        return named.entrySet().stream()
                .filter(entry -> planned.means(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void strike(Fault fault, Victim victim, boolean begin) {
        switch (fault) {
            case KILL -> run(begin, victim::kill, victim::restart);
            case TERM -> run(begin, victim::term, victim::restart);
            case STOP -> run(begin, victim::halt, victim::goOn);
            default -> throw new IllegalArgumentException(fault + " (expected: one for processes)");
        }
    }

    private static void run(boolean begin, Runnable first, Runnable then) {
        if (begin) {
            first.run();
        } else {
            then.run();
        }
    }

    /** Nothing stays halted, whatever ended the run. */
    @Override
    public void close() {
        forget();
        hands.shutdownNow();
        for (Planned planned : begun) {
            if (planned.fault() == Fault.STOP) {
                each(planned, false);
            } else if (planned.fault().whom() == Fault.Whom.PROCESS) {
                log.accept(planned + "  is NOT mended");
            }
        }
        begun.clear();
    }

    private void forget() {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException shuttingDown) {
            // the hook runs now
        }
    }
}
