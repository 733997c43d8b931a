// SPDX-License-Identifier: Apache-2.0
package dev.hubbub.chaos.fault;

import dev.hubbub.chaos.proxy.NetworkCondition;
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

/** Injects the faults of a schedule, one at a time for each target, and ends each after its duration. */
public final class FaultInjector implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 120;
    private static final Duration RETRY = Duration.ofMillis(100);

    private final FaultTargets targets;
    private final Consumer<String> log;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(8);
    private final Set<ScheduledFault> active = ConcurrentHashMap.newKeySet();
    private final Set<String> busyTargets = ConcurrentHashMap.newKeySet();
    private final Thread shutdownHook = new Thread(this::close);
    private final List<CompletableFuture<Injection>> injections = new ArrayList<>();

    /** The times at which a fault really began and ended. */
    public record Injection(ScheduledFault scheduled, long startNanos, long endNanos) {}

    public FaultInjector(FaultTargets targets, Consumer<String> log) {
        this.targets = targets;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    /** Starts the schedule now, without waiting. */
    public void start(FaultSchedule schedule) {
        schedule.faults().forEach(targets::require);
        schedule.faults().forEach(this::schedule);
    }

    private void schedule(ScheduledFault scheduled) {
        CompletableFuture<Injection> ended = new CompletableFuture<>();
        injections.add(ended);
        after(scheduled.at(), ended, () -> begin(scheduled, ended));
    }

    private void begin(ScheduledFault scheduled, CompletableFuture<Injection> ended) {
        if (!busyTargets.add(scheduled.target())) { // the target still recovers from the fault before
            after(RETRY, ended, () -> begin(scheduled, ended));
            return;
        }
        log.accept(scheduled + "  begins");
        long start = System.nanoTime();
        active.add(scheduled);
        inject(scheduled, true);
        after(scheduled.duration(), ended, () -> {
            inject(scheduled, false);
            active.remove(scheduled);
            busyTargets.remove(scheduled.target());
            log.accept(scheduled + "  ended");
            ended.complete(new Injection(scheduled, start, System.nanoTime()));
        });
    }

    private void after(Duration time, CompletableFuture<Injection> ended, Runnable step) {
        Runnable guarded = () -> {
            try {
                step.run();
            } catch (RuntimeException | AssertionError e) { // the testkit's waits end with an AssertionError
                ended.completeExceptionally(e);
            }
        };
        Future<?> unused = executor.schedule(guarded, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Waits until all faults have ended. */
    public List<Injection> await() throws InterruptedException, TimeoutException {
        List<Injection> done = new ArrayList<>();
        for (CompletableFuture<Injection> injection : injections) {
            try {
                done.add(injection.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                throw new IllegalStateException("a fault could not be done or mended: " + e.getCause(), e.getCause());
            }
        }
        return done;
    }

    private void inject(ScheduledFault scheduled, boolean begin) {
        switch (scheduled.fault().targetKind()) {
            case PROCESS ->
                matching(targets.processes(), scheduled).forEach(process -> apply(scheduled.fault(), process, begin));
            case LINK ->
                matching(targets.links(), scheduled).forEach(link -> {
                    link.change(begin ? scheduled.fault().condition() : NetworkCondition.NORMAL)
                            .await();
                });
            case CROWD ->
                matching(targets.crowds(), scheduled).forEach(crowd -> {
                    if (begin) {
                        crowd.begin(scheduled.fault());
                    } else {
                        crowd.end();
                    }
                });
            case CLIENTS -> {
                if (begin) {
                    targets.dropClients().get().await();
                }
            }
        }
    }

    private static <T> List<T> matching(Map<String, T> named, ScheduledFault scheduled) {
        return named.entrySet().stream()
                .filter(entry -> scheduled.matches(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static void apply(Fault fault, ProcessTarget process, boolean begin) {
        switch (fault) {
            case KILL -> run(begin, process::kill, process::restart);
            case TERM -> run(begin, process::terminate, process::restart);
            case STOP -> run(begin, process::suspend, process::resume);
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

    /** Resumes suspended processes, however the run ends. */
    @Override
    public void close() {
        removeShutdownHook();
        executor.shutdownNow();
        for (ScheduledFault scheduled : active) {
            if (scheduled.fault() == Fault.STOP) {
                inject(scheduled, false);
            } else if (scheduled.fault().targetKind() == Fault.TargetKind.PROCESS) {
                log.accept(scheduled + "  NOT ended");
            }
        }
        active.clear();
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException shuttingDown) {
            // the hook runs now
        }
    }
}
