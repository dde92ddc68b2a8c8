package dev.pullback.cpu.threads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ThreadPoolTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void runsEveryPartOnceInRegionAfterRegion(int threads) {
        try (ThreadPool pool = new ThreadPool(threads)) {
            for (int parts = 0; parts < 60; parts++) {
                AtomicIntegerArray runs = new AtomicIntegerArray(parts);
                pool.run(parts, (part, worker) -> runs.incrementAndGet(part));
                for (int part = 0; part < parts; part++) {
                    assertEquals(1, runs.get(part), "part " + part + " of " + parts);
                }
            }
        }
    }

    @Test
    void usesAllWorkersAtTheSameTime() {
        try (ThreadPool pool = new ThreadPool(3)) {
            CountDownLatch all = new CountDownLatch(3);
            Set<Integer> workers = ConcurrentHashMap.newKeySet();
            pool.run(3, (part, worker) -> {
                workers.add(worker);
                all.countDown();
                awaitUninterrupted(all); // passes only if three workers are inside together
            });
            assertEquals(Set.of(0, 1, 2), workers);
        }
    }

    @Test
    void wakesHelpersThatHaveGoneToSleep() throws InterruptedException {
        try (ThreadPool pool = new ThreadPool(2)) {
            for (int i = 0; i < 5; i++) {
                Thread.sleep(20);
                CountDownLatch both = new CountDownLatch(2);
                pool.run(2, (part, worker) -> {
                    both.countDown();
                    awaitUninterrupted(both);
                });
            }
        }
    }

    @Test
    void runsASinglePartOnTheCallingThread() {
        try (ThreadPool pool = new ThreadPool(2)) {
            AtomicReference<Thread> thread = new AtomicReference<>();
            pool.run(1, (part, worker) -> thread.set(Thread.currentThread()));
            assertSame(Thread.currentThread(), thread.get());
        }
    }

    @Test
    void throwsTheFirstExceptionOfAHelperAndStaysUsable() {
        try (ThreadPool pool = new ThreadPool(2)) {
            for (int i = 0; i < 50; i++) {
                CountDownLatch both = new CountDownLatch(2);
                AtomicReference<Thread> thrower = new AtomicReference<>();
                RuntimeException thrown = assertThrows(
                        RuntimeException.class,
                        () -> pool.run(2, (part, worker) -> {
                            both.countDown();
                            awaitUninterrupted(both);
                            if (worker == 1) {
                                thrower.set(Thread.currentThread());
                                throw new ArithmeticException("from part " + part);
                            }
                        }));
                assertEquals(ArithmeticException.class, thrown.getClass());
                assertNotSame(Thread.currentThread(), thrower.get());

                AtomicInteger runs = new AtomicInteger();
                pool.run(8, (part, worker) -> runs.incrementAndGet());
                assertEquals(8, runs.get());
            }
        }
    }

    @Test
    void leavesOutPartsThatHaveNotBegunWhenOneThrows() {
        try (ThreadPool pool = new ThreadPool(2)) {
            AtomicInteger runs = new AtomicInteger();
            StackOverflowError error = new StackOverflowError();
            assertSame(
                    error,
                    assertThrows(
                            StackOverflowError.class,
                            () -> pool.run(1_000_000, (part, worker) -> {
                                runs.incrementAndGet();
                                throw error;
                            })));
            assertTrue(runs.get() <= 2, "each worker stops at its first failure, not after " + runs);
        }
    }

    @Test
    void nestedRegionsRunOnTheWorkerThatOpensThem() {
        try (ThreadPool pool = new ThreadPool(3)) {
            AtomicInteger inner = new AtomicInteger();
            pool.run(9, (part, worker) -> {
                Thread outer = Thread.currentThread();
                pool.run(4, (innerPart, innerWorker) -> {
                    assertEquals(worker, innerWorker);
                    assertSame(outer, Thread.currentThread());
                    inner.incrementAndGet();
                });
            });
            assertEquals(36, inner.get());
        }
    }

    @Test
    void concurrentCallersNeverShareAWorker() throws InterruptedException {
        try (ThreadPool pool = new ThreadPool(3)) {
            AtomicIntegerArray inside = new AtomicIntegerArray(3);
            AtomicInteger clashes = new AtomicInteger();
            AtomicInteger runs = new AtomicInteger();
            List<Thread> callers = new ArrayList<>();
            for (int c = 0; c < 4; c++) {
                callers.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 500; i++) {
                        pool.run(1 + i % 5, (part, worker) -> {
                            if (inside.incrementAndGet(worker) != 1) {
                                clashes.incrementAndGet();
                            }
                            runs.incrementAndGet();
                            inside.decrementAndGet(worker);
                        });
                    }
                }));
            }
            for (Thread caller : callers) {
                caller.join();
            }
            assertEquals(0, clashes.get());
            assertEquals(4 * 100 * (1 + 2 + 3 + 4 + 5), runs.get());
        }
    }

    @Test
    void acquiringKeepsOtherCallersOut() throws InterruptedException {
        try (ThreadPool pool = new ThreadPool(2)) {
            List<String> order = Collections.synchronizedList(new ArrayList<>());
            pool.acquire();
            Thread other = Thread.ofPlatform().start(() -> pool.run(2, (part, worker) -> order.add("other")));
            while (other.getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
            pool.run(2, (part, worker) -> order.add("owner"));
            pool.run(2, (part, worker) -> order.add("owner"));
            pool.release();
            other.join();
            assertEquals(List.of("owner", "owner", "owner", "owner", "other", "other"), order);
        }
    }

    @Test
    void aWorkerKeepsWhatIsItsOwn() {
        WorkerLocal<int[]> key = new WorkerLocal<>(() -> new int[1]);
        try (ThreadPool pool = new ThreadPool(2)) {
            for (int i = 0; i < 20; i++) {
                pool.run(10, (part, worker) -> pool.local(key, worker)[0]++);
            }
            int[] total = new int[1];
            pool.run(1, (part, worker) -> total[0] = pool.local(key, 0)[0] + pool.local(key, 1)[0]);
            assertEquals(200, total[0]);
        }
    }

    @Test
    void helpersAreDaemonsAndEndWhenThePoolIsClosed() throws InterruptedException {
        ThreadPool pool = new ThreadPool(2);
        CountDownLatch both = new CountDownLatch(2);
        AtomicReference<Thread> helper = new AtomicReference<>();
        pool.run(2, (part, worker) -> {
            both.countDown();
            awaitUninterrupted(both);
            if (worker == 1) {
                helper.set(Thread.currentThread());
            }
        });
        assertTrue(helper.get().isDaemon());
        pool.close();
        pool.close();
        helper.get().join(10_000);
        assertFalse(helper.get().isAlive());
        assertThrows(IllegalStateException.class, () -> pool.run(2, (part, worker) -> {}));
    }

    @Test
    void cannotBeClosedFromInside() {
        try (ThreadPool pool = new ThreadPool(2)) {
            assertThrows(IllegalStateException.class, () -> pool.run(4, (part, worker) -> pool.close()));
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void helpersStayAwakeFromTheBeginningOfASeriesToItsEnd() throws InterruptedException {
        try (ThreadPool pool = new ThreadPool(2)) {
            Thread helper = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("pullback-cpu-1") && thread.isAlive())
                    .max(Comparator.comparingLong(Thread::threadId))
                    .orElseThrow();
            awaitState(helper, Thread.State.WAITING);
            pool.begin();
            boolean waitsActively = Runtime.getRuntime().availableProcessors() >= 2;
            awaitState(helper, waitsActively ? Thread.State.RUNNABLE : Thread.State.WAITING);
            Thread.sleep(50);
            assertEquals(waitsActively ? Thread.State.RUNNABLE : Thread.State.WAITING, helper.getState());
            pool.end();
            awaitState(helper, Thread.State.WAITING);
        }
    }

    private static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
        for (int i = 0; thread.getState() != state; i++) {
            assertTrue(i < 5000, thread + " is still " + thread.getState() + ", not " + state);
            Thread.sleep(1);
        }
    }
}
