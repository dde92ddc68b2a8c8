package dev.pullback.bench.peers.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pullback.bench.peers.driver.Measurements.Cell;
import dev.pullback.bench.peers.driver.Measurements.Figure;
import dev.pullback.bench.peers.work.Gemm;
import dev.pullback.bench.peers.work.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContestTest {

    private static final Workload WORK = Gemm.of("NN", 1, 1, 1);
    private static final Timing SHORT = new Timing(0, 1, 0, 3);

    @TempDir
    private Path logs;

    private final Measurements measurements = new Measurements();

    @Test
    void everyPeerHasAFigureOfEveryRound() {
        Contest contest = contest(ScriptedPeer.launch("a", "right"), ScriptedPeer.launch("b", "right"));
        contest.run(0);
        contest.run(1);
        assertEquals(List.of(0, 1), rounds("a"));
        assertEquals(List.of(0, 1), rounds("b"));
        assertEquals("right 1.0", measurements.versions().get("a"));
        assertTrue(measurements.failures().isEmpty());
    }

    @Test
    void theMedianOfAPeersTurnsCounts() {
        contest(ScriptedPeer.launch("a", "dozes"), ScriptedPeer.launch("b", "right"))
                .run(0);
        double median = measurements.median(WORK, 1, "a").orElseThrow();
        assertTrue(median < ScriptedPeer.DOZE / 2.0, () -> median + " ns");
    }

    @Test
    void whoDisagreesWithTheOthersIsNotTimed() {
        contest(ScriptedPeer.launch("a", "right"), ScriptedPeer.launch("b", "wrong"), ScriptedPeer.launch("c", "right"))
                .run(0);
        assertEquals(List.of(0), rounds("a"));
        assertEquals(List.of(), rounds("b"));
        assertEquals(List.of(0), rounds("c"));
        assertEquals(List.of("b: gemm:NN:1x1x1: disagrees with the others: [1.0, 2.001]"), measurements.failures());
    }

    @Test
    void whoFailsOrDiesIsLeftOutAndTheOthersGoOn() {
        Contest contest = contest(
                ScriptedPeer.launch("a", "fails"), ScriptedPeer.launch("b", "dies"), ScriptedPeer.launch("c", "right"));
        contest.run(0);
        contest.run(1);
        assertEquals(List.of(0, 1), rounds("c"));
        assertEquals(List.of(), rounds("a"));
        assertEquals(List.of(), rounds("b"));
        assertEquals(2, measurements.failures().size());
        assertTrue(measurements.failures().get(0).contains("out of luck"), measurements.failures()::toString);
        assertTrue(
                measurements.failures().get(1).contains("ended without an answer"), measurements.failures()::toString);
    }

    @Test
    void whatALibraryPrintsIsNoAnswer() {
        contest(ScriptedPeer.launch("a", "chatty")).run(0);
        assertEquals("chatty 1.0", measurements.versions().get("a"));
        assertEquals(List.of(0), rounds("a"));
    }

    @Test
    void aPeerIsStoppedUnlessItIsAskedSomething() throws Exception {
        try (var peer = new PeerProcess(ScriptedPeer.launch("a", "right"), 1, logs.resolve("a.log"))) {
            peer.measure(WORK, SHORT);
            assertEquals("T", state(peer));
        }
    }

    /** Linux tells R, S, T for running, sleeping, stopped. A signal takes a moment to reach every thread. */
    private static String state(PeerProcess peer) throws Exception {
        Path status = Path.of("/proc", Long.toString(peer.handle().pid()), "stat");
        String state = "";
        for (int i = 0; i < 500 && !state.equals("T"); i++) {
            Thread.sleep(10);
            String line = Files.readString(status);
            state = line.substring(line.lastIndexOf(')') + 2).substring(0, 1);
        }
        return state;
    }

    private Contest contest(Launch... launches) {
        return new Contest(List.of(launches), List.of(WORK), 1, SHORT, logs, measurements);
    }

    private List<Integer> rounds(String peer) {
        return measurements.all().getOrDefault(new Cell(WORK, 1, peer), List.of()).stream()
                .map(Figure::round)
                .toList();
    }
}
