package dev.pullback.bench.peers.driver;

import dev.pullback.bench.peers.peer.Peer;
import dev.pullback.bench.peers.peer.PeerMain;
import dev.pullback.bench.peers.peer.Task;
import dev.pullback.bench.peers.work.Workload;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A peer that does as it is told: {@code right}, {@code wrong}, {@code chatty}, {@code fails}, {@code dies}, or {@code dozes} in the
 * first of its turns.
 */
public final class ScriptedPeer implements Peer {

    /** Nanoseconds. */
    static final long DOZE = 300_000_000;

    /** One to see how long it takes, and a sample. */
    private static final int RUNS_OF_A_TURN = 2;

    private final String behaviour;

    public ScriptedPeer(int threads, String argument) {
        behaviour = argument;
        if (behaviour.equals("chatty")) {
            System.out.println("@ 42");
        }
    }

    static Launch launch(String name, String behaviour) {
        String classPath = location(PeerMain.class) + File.pathSeparator + location(ScriptedPeer.class);
        return new Launch(name, ScriptedPeer.class.getName(), behaviour, classPath, List.of(), Map.of(), 0);
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String version() {
        return behaviour + " 1.0";
    }

    @Override
    public Task prepare(Workload workload) {
        if (behaviour.equals("fails")) {
            throw new IllegalStateException("out of luck");
        }
        return new Task() {
            private int runs;

            @Override
            public void run(int times) {
                if (behaviour.equals("dozes") && runs++ < RUNS_OF_A_TURN) {
                    LockSupport.parkNanos(DOZE);
                }
                if (behaviour.equals("dies")) {
                    Runtime.getRuntime().halt(3);
                }
            }

            @Override
            public double[] check() {
                return new double[] {1, behaviour.equals("wrong") ? 2.001 : 2};
            }
        };
    }
}
